import { markContainerRunning, transitionContainer } from '@schemata/containers-lab'
import { PermanentError } from '@schemata/worker'

/** Gives a worker's handler: what an operation means on the hosts, and what is recorded of it. */
export function runOperation({ pool, hypervisor }) {
  return async ({ operation, containerId, payload }) => {
    switch (operation) {
      case 'create': {
        const { ipAddress } = await hypervisor.create(containerId)
        await markContainerRunning(pool, { containerId, ipAddress, packages: payload.packages })
        return { ipAddress }
      }
      case 'stop':
        await transitionContainer(pool, { containerId, status: 'stopped', reason: payload?.reason })
        return undefined
      case 'delete':
        // The row stays, in state deleting, as the record of what somebody had.
        await hypervisor.destroy(containerId)
        return undefined
      default:
        throw new PermanentError({ reason: `This lab knows no operation ${operation}.` })
    }
  }
}
