import { expect, test } from 'vitest'

import * as exported from '../src/index.js'

test('exports these names and no others', () => {
  expect(Object.keys(exported).sort()).toMatchInlineSnapshot(`
    [
      "IdTakenError",
      "InvalidInputError",
      "SlugTakenError",
      "UnknownAuthorError",
      "UnknownCourseError",
      "UnknownOrganizationError",
      "courseRow",
      "courses",
      "createCourse",
      "createOrganization",
      "findCourse",
      "generationStatus",
      "getCourse",
      "getOrganization",
      "listCourses",
      "organizationRow",
      "setGenerationStatus",
    ]
  `)
})
