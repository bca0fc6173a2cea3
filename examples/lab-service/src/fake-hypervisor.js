/**
 * Stands in for the hosts: the application's own part. It remembers what runs, by the id
 * of the container, so that an operation that is repeated changes nothing.
 */
export function createFakeHypervisor() {
  const addresses = new Map()
  return {
    running: () => [...addresses.keys()],
    async create(containerId) {
      if (!addresses.has(containerId)) addresses.set(containerId, `10.0.${containerId >> 8}.${containerId & 255}`)
      return { ipAddress: addresses.get(containerId) }
    },
    async destroy(containerId) {
      addresses.delete(containerId)
    },
  }
}
