import type { Act, ActAnswer, Nudge } from '../page/contract.js';

/** Does something as this person. What goes wrong, the network included, comes back as a sentence. */
export async function act(person: string, what: Act): Promise<ActAnswer> {
  return post(`/api/act?as=${person}`, JSON.stringify(what), 'application/json');
}

/** Uploads a file as this person; resolves with its id, or a problem. */
export async function upload(person: string, file: File): Promise<{ id?: string; problem?: string }> {
  const query = new URLSearchParams({ as: person, name: file.name, type: file.type });
  return post(`/api/upload?${query}`, file, 'application/octet-stream');
}

/** Turns a trouble on or off. */
export async function toggleTrouble(id: string): Promise<ActAnswer> {
  return post('/api/trouble', JSON.stringify({ id }), 'application/json');
}

/** Makes one count of a live post more or less. */
export async function nudge(what: Nudge): Promise<ActAnswer> {
  return post('/api/nudge', JSON.stringify(what), 'application/json');
}

/** Starts Copydesk, stops it, or kills it. */
export async function setCopydesk(what: 'start' | 'stop' | 'kill'): Promise<ActAnswer> {
  return post('/api/copydesk', JSON.stringify({ what }), 'application/json');
}

/** Plays a moment; resolves with where to look, or a problem. */
export async function playMoment(id: string): Promise<{ path?: string; problem?: string }> {
  return post('/api/moment', JSON.stringify({ id }), 'application/json');
}

/** Throws everything away and begins anew. */
export async function startOver(): Promise<ActAnswer> {
  return post('/api/start-over', '{}', 'application/json');
}

/** The whole of one request in the log. */
export async function logEntry(id: string): Promise<unknown> {
  return (await fetch(`/api/log/${id}`)).json();
}

async function post<Answer extends { problem?: string }>(path: string, body: BodyInit, type: string): Promise<Answer> {
  try {
    const answer = await fetch(path, { method: 'POST', body, headers: { 'content-type': type } });
    return (await answer.json()) as Answer;
  } catch {
    return { problem: 'The playground does not answer. Is it still running?' } as Answer;
  }
}
