/**
 * An update that lets held or blocked publications wait for their time again, without the hold `without`: queued, to be begun at their lead
 * before their time, at the earliest `now`. One that something else holds is held. Adds 1 to the version and marks the card as due.
 */
export function waitsAgain(now: Date, without: readonly string[] = []): { $set: Record<string, unknown> }[] {
  const startsAt = { $max: [now, { $subtract: ['$dueAt', { $ifNull: ['$leadMs', 0] }] }] };
  return [
    { $set: { holds: { $setDifference: ['$holds', [...without]] }, version: { $add: ['$version', 1] }, cardDue: true } },
    {
      $set: {
        state: { $cond: [FREE, 'queued', 'held'] },
        nextAt: { $cond: [FREE, startsAt, '$$REMOVE'] },
        tries: { $cond: [FREE, 0, '$tries'] },
        trouble: { $cond: [FREE, '$$REMOVE', '$trouble'] },
      },
    },
  ];
}

const FREE = { $eq: [{ $size: '$holds' }, 0] };
