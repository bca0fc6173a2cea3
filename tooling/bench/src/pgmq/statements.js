/** What somebody would write on the same table, without functions. */
export const BARE = {
  send: {
    name: 'bare_send',
    text: 'INSERT INTO pgmq.q_bench (vt, message) VALUES (clock_timestamp(), $1::jsonb) RETURNING msg_id',
  },
  sendMany: {
    name: 'bare_send_many',
    text: 'INSERT INTO pgmq.q_bench (vt, message) SELECT clock_timestamp(), m FROM unnest($1::jsonb[]) AS m RETURNING msg_id',
  },
  read: {
    name: 'bare_read',
    text: `
      UPDATE pgmq.q_bench AS message
      SET vt = clock_timestamp() + interval '30 seconds', read_ct = message.read_ct + 1
      WHERE message.msg_id = ANY (ARRAY(
        SELECT visible.msg_id
        FROM pgmq.q_bench AS visible
        WHERE visible.vt <= statement_timestamp()
        ORDER BY visible.vt, visible.msg_id
        LIMIT $1
        FOR UPDATE SKIP LOCKED
      ))
      RETURNING message.msg_id, message.read_ct, message.enqueued_at, message.vt, message.message, message.headers
    `,
  },
  end: { name: 'bare_end', text: 'DELETE FROM pgmq.q_bench WHERE msg_id = $1' },
  endMany: {
    name: 'bare_end_many',
    text: 'DELETE FROM pgmq.q_bench WHERE msg_id = ANY ($1::bigint[]) RETURNING msg_id',
  },
}

export const OURS = {
  send: { name: 'send', text: "SELECT pgmq.send('bench', $1::jsonb) AS msg_id" },
  sendMany: { name: 'send_many', text: "SELECT pgmq.send_batch('bench', $1::jsonb[]) AS msg_id" },
  read: {
    name: 'read',
    text: "SELECT msg_id, read_ct, enqueued_at, vt, message, headers FROM pgmq.read('bench', 30, $1)",
  },
  end: { name: 'end', text: "SELECT pgmq.delete('bench', $1::bigint)" },
  endMany: { name: 'end_many', text: "SELECT pgmq.delete('bench', $1::bigint[]) AS msg_id" },
}
