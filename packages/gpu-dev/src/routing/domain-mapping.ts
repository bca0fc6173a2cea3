import { domainMappingsRow } from '../generated/rows.js'

/** Where a short name leads to. */
export interface DomainMapping {
  domainName: string
  nodeIp: string
  nodePort: number
  reservationId: string
  expiresAt: Date
}

export const domainMapping = domainMappingsRow
  .pick({ domain_name: true, node_ip: true, node_port: true, reservation_id: true, expires_at: true })
  .transform(
    (row): DomainMapping => ({
      domainName: row.domain_name,
      nodeIp: row.node_ip,
      nodePort: row.node_port,
      reservationId: row.reservation_id,
      expiresAt: row.expires_at,
    }),
  )
