export { type Course, courseRow } from './courses/course.js'
export { type CreateCourseParameters, createCourse } from './courses/create-course.js'
export { type FindCourseParameters, findCourse } from './courses/find-course.js'
export { type GenerationStatus, generationStatus } from './courses/generation-status.js'
export { type GetCourseParameters, getCourse } from './courses/get-course.js'
export { type ListCoursesParameters, type ListedCourse, listCourses } from './courses/list-courses.js'
export { type SetGenerationStatusParameters, setGenerationStatus } from './courses/set-generation-status.js'
export {
  IdTakenError,
  InvalidInputError,
  SlugTakenError,
  UnknownAuthorError,
  UnknownCourseError,
  UnknownOrganizationError,
} from './errors.js'
export { type CreateOrganizationParameters, createOrganization } from './organizations/create-organization.js'
export { type GetOrganizationParameters, getOrganization } from './organizations/get-organization.js'
export { type Organization, organizationRow } from './organizations/organization.js'
export { courses } from './schema.js'
