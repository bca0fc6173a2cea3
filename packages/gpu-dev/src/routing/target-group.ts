import { albTargetGroupsRow } from '../generated/rows.js'

/** What the load balancer has for a reservation. */
export interface TargetGroup {
  reservationId: string
  domainName: string
  jupyterTargetGroupArn: string | null
  jupyterRuleArn: string | null
  expiresAt: Date
}

export const targetGroup = albTargetGroupsRow
  .pick({
    reservation_id: true,
    domain_name: true,
    jupyter_target_group_arn: true,
    jupyter_rule_arn: true,
    expires_at: true,
  })
  .transform(
    (row): TargetGroup => ({
      reservationId: row.reservation_id,
      domainName: row.domain_name,
      jupyterTargetGroupArn: row.jupyter_target_group_arn,
      jupyterRuleArn: row.jupyter_rule_arn,
      expiresAt: row.expires_at,
    }),
  )
