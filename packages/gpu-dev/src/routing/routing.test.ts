import { expect } from 'vitest'

import { aReservation } from '../../test/builders.js'
import { test } from '../../test/test.js'
import {
  cancelReservation,
  claimDomainName,
  claimTargetGroup,
  findDomainName,
  findTargetGroup,
  listDomainNames,
  purgeDomainNames,
  releaseDomainName,
  removeTargetGroup,
} from '../index.js'

const inAnHour = () => new Date(Date.now() + 3_600_000)
const place = { nodeIp: '10.0.0.7', nodePort: 30022 }

test('a name goes to one of many who ask at once, in whatever case', async ({ pool }) => {
  const reservations = await Promise.all(Array.from({ length: 10 }, () => aReservation(pool)))
  const outcomes = await Promise.all(
    reservations.map(({ reservationId }, index) =>
      claimDomainName(pool, {
        domainName: index % 2 ? 'Train' : 'train',
        reservationId,
        ...place,
        expiresAt: inAnHour(),
      }),
    ),
  )

  expect(outcomes.filter((outcome) => outcome === 'claimed')).toHaveLength(1)
  expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(9)
  const winner = reservations[outcomes.indexOf('claimed')]?.reservationId
  expect(await findDomainName(pool, { domainName: 'TRAIN' })).toMatchObject({
    domainName: 'train',
    reservationId: winner,
  })
})

test('a live name is not taken over, its owner moves it, an expired one is free', async ({ db }) => {
  const [first, second] = [await aReservation(db), await aReservation(db)]
  const claim = (reservationId: string, nodePort = 30022) =>
    claimDomainName(db, { domainName: 'demo', reservationId, nodeIp: '10.0.0.7', nodePort, expiresAt: inAnHour() })

  expect(await claim(first.reservationId)).toBe('claimed')
  expect(await claim(second.reservationId)).toBe('taken')
  expect(await claim(first.reservationId, 30023)).toBe('claimed')
  expect(await findDomainName(db, { domainName: 'demo' })).toMatchObject({ nodePort: 30023 })

  await db.query("UPDATE gpu_dev.domain_mappings SET expires_at = clock_timestamp() WHERE domain_name = 'demo'")
  expect(await findDomainName(db, { domainName: 'demo' })).toBeUndefined()
  expect((await listDomainNames(db)).map(({ domainName }) => domainName)).not.toContain('demo')
  expect(await claim(second.reservationId)).toBe('claimed')
  expect((await listDomainNames(db)).map(({ domainName }) => domainName)).toContain('demo')
  expect(await releaseDomainName(db, { domainName: 'demo', reservationId: first.reservationId })).toBe(false)
  expect(await releaseDomainName(db, { domainName: 'demo', reservationId: second.reservationId })).toBe(true)
})

test('an ended or unknown reservation gets no name', async ({ db }) => {
  const { reservationId } = await aReservation(db)
  await cancelReservation(db, { reservationId })
  const claim = (id: string) =>
    claimDomainName(db, { domainName: 'late', reservationId: id, ...place, expiresAt: inAnHour() })

  expect(await claim(reservationId)).toBe('reservation_ended')
  expect(await claim('nowhere')).toBe('unknown_reservation')
  expect(await claimTargetGroup(db, { domainName: 'late', reservationId, expiresAt: inAnHour() })).toBe(
    'reservation_ended',
  )
})

test('reserved and malformed names are refused, by the database too', async ({ pool }) => {
  const { reservationId } = await aReservation(pool)
  for (const domainName of ['www', 'API', 'ns1', 'a.b', '-a', 'a-', 'x'.repeat(64), '']) {
    await expect(
      claimDomainName(pool, { domainName, reservationId, ...place, expiresAt: inAnHour() }),
      domainName,
    ).rejects.toMatchObject({ code: 'GPU_INVALID_INPUT' })
    await expect(
      pool.query(
        `INSERT INTO gpu_dev.domain_mappings (domain_name, node_ip, node_port, reservation_id, expires_at)
         VALUES ($1, '10.0.0.7', 80, $2, now())`,
        [domainName, reservationId],
      ),
      domainName,
    ).rejects.toMatchObject({ constraint: 'ck_domain_mappings_domain_name' })
  }
})

test('purgeDomainNames deletes what is over', async ({ db }) => {
  const { reservationId } = await aReservation(db)
  await claimDomainName(db, { domainName: 'over', reservationId, ...place, expiresAt: new Date(Date.now() - 1000) })
  await claimDomainName(db, { domainName: 'kept', reservationId, ...place, expiresAt: inAnHour() })

  expect(await purgeDomainNames(db)).toBe(1)
  expect(await findDomainName(db, { domainName: 'kept' })).toBeDefined()
})

test('a name is served by one target group, which makes room when its time is over', async ({ pool }) => {
  const [first, second] = [await aReservation(pool), await aReservation(pool)]
  const claim = (reservationId: string, domainName: string, expiresAt = inAnHour()) =>
    claimTargetGroup(pool, { reservationId, domainName, jupyterTargetGroupArn: 'arn:1', expiresAt })

  const outcomes = await Promise.all([claim(first.reservationId, 'lab'), claim(second.reservationId, 'LAB')])
  expect(outcomes.sort()).toEqual(['claimed', 'taken'])

  const [holder, other] = (await findTargetGroup(pool, first)) ? [first, second] : [second, first]
  expect(await claim(holder.reservationId, 'lab', new Date(Date.now() - 1000))).toBe('claimed')
  expect(await claim(other.reservationId, 'lab')).toBe('claimed')
  expect(await findTargetGroup(pool, holder)).toBeUndefined()
  expect(await removeTargetGroup(pool, other)).toMatchObject({ domainName: 'lab', jupyterTargetGroupArn: 'arn:1' })
  expect(await removeTargetGroup(pool, other)).toBeUndefined()
})
