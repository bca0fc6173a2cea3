/**
 * Sends statements as one pipeline: parse, bind and execute of each, then a single sync.
 * The server takes that for one transaction, and skips the rest after an error.
 */
export function runPipeline(client, statements) {
  return new Promise((resolve, reject) => {
    client.query(new Pipeline(statements, (error) => (error ? reject(error) : resolve())))
  })
}

/** What `Client.query` of pg calls back, see its `Submittable`. */
class Pipeline {
  constructor(statements, done) {
    this.statements = statements
    this.callback = done
  }

  submit(connection) {
    connection.stream.cork()
    for (const { text, values } of this.statements) {
      connection.parse({ text, types: [] })
      connection.bind({ values })
      connection.execute({ portal: '', rows: 0 })
    }
    connection.sync()
    connection.stream.uncork()
  }

  handleRowDescription() {}
  handleDataRow() {}
  handlePortalSuspended() {}
  handleCommandComplete() {}
  handleEmptyQuery() {}
  handleCopyInResponse() {}
  handleCopyData() {}

  /** The driver forgets the query then, and waits for the server itself. */
  handleError(error) {
    this.callback(error)
  }

  handleReadyForQuery() {
    this.callback()
  }
}
