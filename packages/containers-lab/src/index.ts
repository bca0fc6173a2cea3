export { type ActorParameters, asUser } from './as-user.js'
export { type AssignCourseParameters, assignCourse } from './assignments/assign-course.js'
export { type AssignModuleParameters, assignModule } from './assignments/assign-module.js'
export { type AssignTaskParameters, assignTask } from './assignments/assign-task.js'
export { type AssignTaskToTeamsParameters, assignTaskToTeams } from './assignments/assign-task-to-teams.js'
export { type Assignment, type AssignmentStatus, assignment as assignmentRow } from './assignments/assignment.js'
export type { Given } from './assignments/given.js'
export {
  type AssignmentChange,
  type ListAssignmentHistoryParameters,
  listAssignmentHistory,
} from './assignments/list-assignment-history.js'
export {
  type CourseAssignee,
  type ListCourseAssigneesParameters,
  listCourseAssignees,
} from './assignments/list-course-assignees.js'
export {
  type ListModuleAssigneesParameters,
  listModuleAssignees,
  type ModuleAssignee,
} from './assignments/list-module-assignees.js'
export {
  type ListTaskAssigneesParameters,
  listTaskAssignees,
  type TaskAssignee,
} from './assignments/list-task-assignees.js'
export { type SetAssignmentStatusParameters, setAssignmentStatus } from './assignments/set-assignment-status.js'
export { type StartTaskParameters, startTask } from './assignments/start-task.js'
export { type UnassignCourseParameters, unassignCourse } from './assignments/unassign-course.js'
export { type UnassignModuleParameters, unassignModule } from './assignments/unassign-module.js'
export { type UnassignTaskParameters, unassignTask } from './assignments/unassign-task.js'
export { type UnassignTaskFromTeamsParameters, unassignTaskFromTeams } from './assignments/unassign-task-from-teams.js'
export { type CanSeeCourseParameters, canSeeCourse } from './courses/can-see-course.js'
export { type Course, type CourseOverview, course as courseRow, type Visibility } from './courses/course.js'
export { type CreateCourseParameters, createCourse } from './courses/create-course.js'
export { type DeleteCourseParameters, deleteCourse } from './courses/delete-course.js'
export { type CourseWithModules, type FindCourseParameters, findCourse } from './courses/find-course.js'
export { type ListCoursesParameters, listCourses } from './courses/list-courses.js'
export { type FoundCourse, type SearchCoursesParameters, searchCourses } from './courses/search-courses.js'
export { slugOf } from './courses/slug-of.js'
export { type UpdateCourseParameters, updateCourse } from './courses/update-course.js'
export {
  InvalidInputError,
  NotInTransactionError,
  type ReferenceKind,
  RoleInUseError,
  RULES,
  type Rule,
  RuleViolatedError,
  TakenError,
  UnknownReferenceError,
  UnsupportedPasswordHashError,
} from './errors.js'
export { explainRaised } from './explain-raised.js'
export { type AddSshKeyParameters, addSshKey } from './identity/add-ssh-key.js'
export { type ChangePasswordParameters, changePassword } from './identity/change-password.js'
export { type CreateSessionParameters, createSession } from './identity/create-session.js'
export { type DeleteExpiredSessionsParameters, deleteExpiredSessions } from './identity/delete-expired-sessions.js'
export { deleteExpiredWebSshSessions } from './identity/delete-expired-web-ssh-sessions.js'
export { hashPassword } from './identity/hash-password.js'
export { type ListSessionsParameters, listSessions, type OpenSession } from './identity/list-sessions.js'
export { type ListSshKeysParameters, listSshKeys } from './identity/list-ssh-keys.js'
export {
  type ListWebSshSessionsParameters,
  listWebSshSessions,
  type OpenWebSshSession,
} from './identity/list-web-ssh-sessions.js'
export { type OpenWebSshSessionParameters, openWebSshSession } from './identity/open-web-ssh-session.js'
export { type RegisterUserParameters, registerUser } from './identity/register-user.js'
export { type RemoveSshKeyParameters, removeSshKey } from './identity/remove-ssh-key.js'
export { type RevokeSessionsParameters, revokeSessions } from './identity/revoke-sessions.js'
export { type RevokeWebSshSessionParameters, revokeWebSshSession } from './identity/revoke-web-ssh-session.js'
export { type RotatedSession, type RotateSessionParameters, rotateSession } from './identity/rotate-session.js'
export { type NewSession, type Session, type SignedInUser, session as sessionRow } from './identity/session.js'
export { type SetPasswordParameters, setPassword } from './identity/set-password.js'
export { type SignIn, type SignInParameters, signIn } from './identity/sign-in.js'
export { type SignOutParameters, signOut } from './identity/sign-out.js'
export { type SshKey, sshKey as sshKeyRow } from './identity/ssh-key.js'
export { type UseSessionParameters, useSession } from './identity/use-session.js'
export {
  type UseWebSshSessionParameters,
  useWebSshSession,
  type WebSshSession,
} from './identity/use-web-ssh-session.js'
export { type PasswordCheck, verifyPassword } from './identity/verify-password.js'
export { type ClaimedImportJob, type ClaimImportJobsParameters, claimImportJobs } from './imports/claim-import-jobs.js'
export { type CompleteImportJobParameters, completeImportJob } from './imports/complete-import-job.js'
export { type CreateImportJobParameters, createImportJob } from './imports/create-import-job.js'
export { type FailedImport, type FailImportJobParameters, failImportJob } from './imports/fail-import-job.js'
export type { ImportHold } from './imports/fence.js'
export { type FindImportJobParameters, findImportJob } from './imports/find-import-job.js'
export { type HeartbeatImportJobParameters, heartbeatImportJob } from './imports/heartbeat-import-job.js'
export {
  type ContentRow,
  type ImportContentParameters,
  type ImportedContent,
  importContent,
} from './imports/import-content.js'
export { type ImportJob, type ImportStatus, importJob as importJobRow } from './imports/import-job.js'
export { importQueue } from './imports/import-queue.js'
export { type ImportError, type ListImportErrorsParameters, listImportErrors } from './imports/list-import-errors.js'
export { type ListImportJobsParameters, listImportJobs } from './imports/list-import-jobs.js'
export { type RecordImportErrorParameters, recordImportError } from './imports/record-import-error.js'
export { type RedriveImportJobParameters, redriveImportJob } from './imports/redrive-import-job.js'
export { type SweepImportJobsParameters, type SweptImports, sweepImportJobs } from './imports/sweep-import-jobs.js'
export { inTransaction, type TransactionClient, type TransactionPool } from './in-transaction.js'
export { type AddModuleParameters, addModule } from './modules/add-module.js'
export { type CanSeeModuleParameters, canSeeModule } from './modules/can-see-module.js'
export { type DeleteModuleParameters, deleteModule } from './modules/delete-module.js'
export { type ListedModule, type ListModulesParameters, listModules } from './modules/list-modules.js'
export { type Module, moduleRow } from './modules/module.js'
export { type OrderModulesParameters, orderModules } from './modules/order-modules.js'
export { type UpdateModuleParameters, updateModule } from './modules/update-module.js'
export type { ProgressCounts } from './progress/counts.js'
export type { TrackedEmployee } from './progress/employee.js'
export type { EmployeeWork } from './progress/employee-work.js'
export { type FindEmployeeTrackingParameters, findEmployeeTracking } from './progress/find-employee-tracking.js'
export { type FindUserCourseParameters, findUserCourse, type ReadableCourse } from './progress/find-user-course.js'
export { type GetUserDashboardParameters, getUserDashboard, type UserDashboard } from './progress/get-user-dashboard.js'
export { type ListEmployeeTrackingParameters, listEmployeeTracking } from './progress/list-employee-tracking.js'
export {
  type ListEmployeeWorkParameters,
  type ListedEmployeeWork,
  listEmployeeWork,
} from './progress/list-employee-work.js'
export { type ListModuleTasksParameters, listModuleTasks, type ModuleTask } from './progress/list-module-tasks.js'
export { type ListUserCoursesParameters, listUserCourses, type UserCourse } from './progress/list-user-courses.js'
export { type ListUserModulesParameters, listUserModules, type UserModule } from './progress/list-user-modules.js'
export { type ListUserTasksParameters, listUserTasks } from './progress/list-user-tasks.js'
export type { UserTask } from './progress/user-task.js'
export { type DeleteRoleParameters, deleteRole } from './roles/delete-role.js'
export { type HasPermissionParameters, hasPermission } from './roles/has-permission.js'
export { listPermissions, type Permission } from './roles/list-permissions.js'
export { listRoles, type Role } from './roles/list-roles.js'
export { type ListUserPermissionsParameters, listUserPermissions } from './roles/list-user-permissions.js'
export { type SaveRoleParameters, saveRole } from './roles/save-role.js'
export { type SetUserRoleParameters, setUserRole } from './roles/set-user-role.js'
export { containersLab } from './schema.js'
export { type SetActorParameters, setActor } from './set-actor.js'
export { type CanSeeTaskParameters, canSeeTask } from './tasks/can-see-task.js'
export { type CreateTaskParameters, createTask } from './tasks/create-task.js'
export { type DeleteTaskParameters, deleteTask } from './tasks/delete-task.js'
export { type FindTaskParameters, findTask } from './tasks/find-task.js'
export { type ListTasksParameters, listTasks, type TaskOverview } from './tasks/list-tasks.js'
export { type Task, task as taskRow } from './tasks/task.js'
export { type UpdateTaskParameters, updateTask } from './tasks/update-task.js'
export { type AddTeamMembersParameters, addTeamMembers } from './teams/add-team-members.js'
export { type CreateTeamParameters, createTeam } from './teams/create-team.js'
export { type DeletedTeam, type DeleteTeamParameters, deleteTeam } from './teams/delete-team.js'
export { type ListTeamMembersParameters, listTeamMembers, type TeamMember } from './teams/list-team-members.js'
export { type ListedTeam, type ListTeamsParameters, listTeams } from './teams/list-teams.js'
export { type RemoveTeamMembersParameters, removeTeamMembers } from './teams/remove-team-members.js'
export { type Team, team as teamRow } from './teams/team.js'
export { type UpdateTeamParameters, updateTeam } from './teams/update-team.js'
export { type CreateUserParameters, createUser } from './users/create-user.js'
export { type DeletedUser, type DeleteUserParameters, deleteUser } from './users/delete-user.js'
export { type ActiveUser, type FindActiveUserParameters, findActiveUser } from './users/find-active-user.js'
export { type FindUserParameters, findUser } from './users/find-user.js'
export { type GetUserActivityParameters, getUserActivity, type UserActivity } from './users/get-user-activity.js'
export { getUserStatistics, type UserStatistics } from './users/get-user-statistics.js'
export { type IsEmailAvailableParameters, isEmailAvailable } from './users/is-email-available.js'
export {
  type ListRecentlyActiveUsersParameters,
  listRecentlyActiveUsers,
  type RecentlyActiveUser,
} from './users/list-recently-active-users.js'
export {
  type ListedUser,
  type ListUsersParameters,
  listUsers,
  type UserPage,
  type UserSort,
} from './users/list-users.js'
export { type FoundUser, type SearchUsersParameters, searchUsers } from './users/search-users.js'
export {
  type ReplacedPicture,
  type SetProfilePictureParameters,
  setProfilePicture,
} from './users/set-profile-picture.js'
export { type SetUserStatusParameters, setUserStatus } from './users/set-user-status.js'
export { type UpdateUserParameters, updateUser } from './users/update-user.js'
export { type User, type UserStatus, user as userRow } from './users/user.js'
