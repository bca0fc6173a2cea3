/**
 * Starts the official image of a major version in a container, tuned for tests rather
 * than for durability.
 *
 * The module is loaded only here: it is large, and an optional peer.
 */
export async function startContainer(major: number): Promise<{ url: string; stop: () => Promise<void> }> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql')
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200']
  const container = await new PostgreSqlContainer(`postgres:${major}-alpine`)
    .withDatabase('postgres')
    .withUsername('postgres')
    .withCommand(['postgres', ...settings.flatMap((setting) => ['-c', setting])])
    .start()
  return {
    url: container.getConnectionUri(),
    stop: async () => {
      await container.stop()
    },
  }
}
