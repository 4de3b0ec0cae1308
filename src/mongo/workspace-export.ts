import type { Mongo } from './connection.js';
import { EXPORTED_COLLECTIONS } from './workspace-data.js';

/**
 * Everything of a workspace that people made or decided, as the text of one JSON document in parts: brands, their library, accounts, posts, revisions, decisions,
 * publications and the history. No token is in it, and no draft, which is its author's alone. Undefined when the workspace is unknown.
 */
export async function exportWorkspace(mongo: Mongo, workspace: string, at: Date): Promise<AsyncIterable<string> | undefined> {
  const known = await mongo.db.collection<{ _id: string }>('workspaces').findOne({ _id: workspace });
  return known === null ? undefined : textOf(mongo, known, at);
}

async function* textOf({ db }: Mongo, workspace: { readonly _id: string }, at: Date): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(at)},\n"workspace":${JSON.stringify(workspace)}`;
  for (const name of EXPORTED_COLLECTIONS) {
    yield `,\n"${name}":[`;
    let separator = '\n';
    for await (const document of db
      .collection(name)
      .find({ workspace: workspace._id }, { projection: { token: 0, staged: 0 }, sort: { _id: 1 } })) {
      yield `${separator}${JSON.stringify(document)}`;
      separator = ',\n';
    }
    yield ']';
  }
  yield '}\n';
}
