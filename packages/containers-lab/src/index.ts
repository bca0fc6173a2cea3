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
export { type ArchiveAuditLogsParameters, archiveAuditLogs } from './audit/archive-audit-logs.js'
export { type AuditEntry, type ListAuditEntriesParameters, listAuditEntries } from './audit/list-audit-entries.js'
export { type PurgeArchivedAuditLogsParameters, purgeArchivedAuditLogs } from './audit/purge-archived-audit-logs.js'
export { type RecordAuditEntryParameters, recordAuditEntry } from './audit/record-audit-entry.js'
export { type AuditSeal, type SealAuditLogsParameters, sealAuditLogs } from './audit/seal-audit-logs.js'
export { type AuditProblem, type VerifyAuditLogsParameters, verifyAuditLogs } from './audit/verify-audit-logs.js'
export type { Container } from './containers/container.js'
export type { ContainerInList } from './containers/container-in-list.js'
export { type CreateContainerParameters, createContainer } from './containers/create-container.js'
export { type DeleteContainerParameters, deleteContainer } from './containers/delete-container.js'
export { type FindContainerParameters, findContainer } from './containers/find-container.js'
export { type Launch, type LaunchContainerParameters, launchContainer } from './containers/launch-container.js'
export { type ContainerStatistics, listContainerStatistics } from './containers/list-container-statistics.js'
export {
  type ListContainerTimelineParameters,
  listContainerTimeline,
  type TimelineEntry,
} from './containers/list-container-timeline.js'
export { type ListContainersParameters, listContainers } from './containers/list-containers.js'
export { type MarkContainerRunningParameters, markContainerRunning } from './containers/mark-container-running.js'
export { type ReleaseContainerParameters, releaseContainer } from './containers/release-container.js'
export { type ReserveContainerParameters, reserveContainer } from './containers/reserve-container.js'
export { type TransitionContainerParameters, transitionContainer } from './containers/transition-container.js'
export { type UpdateContainerParameters, updateContainer } from './containers/update-container.js'
export { type CanSeeCourseParameters, canSeeCourse } from './courses/can-see-course.js'
export { type Course, type CourseOverview, course as courseRow, type Visibility } from './courses/course.js'
export { type CreateCourseParameters, createCourse } from './courses/create-course.js'
export { type DeleteCourseParameters, deleteCourse } from './courses/delete-course.js'
export { type CourseWithModules, type FindCourseParameters, findCourse } from './courses/find-course.js'
export { type ListCoursesParameters, listCourses } from './courses/list-courses.js'
export { type FoundCourse, type SearchCoursesParameters, searchCourses } from './courses/search-courses.js'
export { slugOf } from './courses/slug-of.js'
export { type UpdateCourseParameters, updateCourse } from './courses/update-course.js'
export { getLabTotals, type LabTotals } from './dashboard/get-lab-totals.js'
export {
  type ActivityOfDay,
  type ListActivityByDayParameters,
  listActivityByDay,
} from './dashboard/list-activity-by-day.js'
export { type AssignmentCount, listAssignmentCounts } from './dashboard/list-assignment-counts.js'
export {
  type CompletionsOfDay,
  type ListCompletionsByDayParameters,
  listCompletionsByDay,
} from './dashboard/list-completions-by-day.js'
export { listRoleDistribution, type RoleCount } from './dashboard/list-role-distribution.js'
export { refreshMonitoringViews } from './dashboard/refresh-monitoring-views.js'
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
export { type CreateUsageExportParameters, createUsageExport } from './exports/create-usage-export.js'
export { type FindUsageExportParameters, findUsageExport } from './exports/find-usage-export.js'
export { type GenerateUsageExportParameters, generateUsageExport } from './exports/generate-usage-export.js'
export { type ListUsageExportRowsParameters, listUsageExportRows } from './exports/list-usage-export-rows.js'
export { type ListUsageExportsParameters, listUsageExports } from './exports/list-usage-exports.js'
export { type SettleUsageExportParameters, settleUsageExport } from './exports/settle-usage-export.js'
export type { UsageExport } from './exports/usage-export.js'
export {
  type WriteUsageExportParameters,
  type WrittenUsageExport,
  writeUsageExport,
} from './exports/write-usage-export.js'
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
export { type ListLatestMetricsParameters, listLatestMetrics } from './metrics/list-latest-metrics.js'
export { type ListMetricsParameters, listMetrics } from './metrics/list-metrics.js'
export type { Metric } from './metrics/metric.js'
export { type Measurement, type RecordMetricsParameters, recordMetrics } from './metrics/record-metrics.js'
export { type AddModuleParameters, addModule } from './modules/add-module.js'
export { type CanSeeModuleParameters, canSeeModule } from './modules/can-see-module.js'
export { type DeleteModuleParameters, deleteModule } from './modules/delete-module.js'
export { type ListedModule, type ListModulesParameters, listModules } from './modules/list-modules.js'
export { type Module, moduleRow } from './modules/module.js'
export { type OrderModulesParameters, orderModules } from './modules/order-modules.js'
export { type UpdateModuleParameters, updateModule } from './modules/update-module.js'
export {
  type CountUnreadNotificationsParameters,
  countUnreadNotifications,
} from './notifications/count-unread-notifications.js'
export {
  type ListNotificationsParameters,
  listNotifications,
  type Notification,
} from './notifications/list-notifications.js'
export {
  type MarkAllNotificationsReadParameters,
  markAllNotificationsRead,
} from './notifications/mark-all-notifications-read.js'
export { type MarkNotificationReadParameters, markNotificationRead } from './notifications/mark-notification-read.js'
export { type NotifyUsersParameters, notifyUsers } from './notifications/notify-users.js'
export { type PurgeNotificationsParameters, purgeNotifications } from './notifications/purge-notifications.js'
export {
  type CancelOperationParameters,
  cancelOperation,
  type OperationCancellation,
} from './operation-queue/cancel-operation.js'
export { type ClaimOperationsParameters, claimOperations } from './operation-queue/claim-operations.js'
export type { ClaimedOperation } from './operation-queue/claimed-operation.js'
export { type CompleteOperationParameters, completeOperation } from './operation-queue/complete-operation.js'
export { type EnqueueOperationParameters, enqueueOperation } from './operation-queue/enqueue-operation.js'
export { type FailOperationParameters, failOperation } from './operation-queue/fail-operation.js'
export { type FindOperationParameters, findOperation } from './operation-queue/find-operation.js'
export {
  type HeartbeatOperationsParameters,
  type HeldId,
  heartbeatOperations,
} from './operation-queue/heartbeat-operations.js'
export {
  type ListOperationEventsParameters,
  listOperationEvents,
  type OperationEvent,
} from './operation-queue/list-operation-events.js'
export { type ListOperationsParameters, listOperations } from './operation-queue/list-operations.js'
export type { Operation } from './operation-queue/operation.js'
export { operationQueue } from './operation-queue/operation-queue.js'
export { type RedriveOperationParameters, redriveOperation } from './operation-queue/redrive-operation.js'
export {
  type ReleasedOperation,
  type ReleaseOperationsParameters,
  releaseOperations,
} from './operation-queue/release-operations.js'
export {
  type ReportOperationProgressParameters,
  reportOperationProgress,
} from './operation-queue/report-operation-progress.js'
export {
  type SweepOperationsParameters,
  type SweptOperations,
  sweepOperations,
} from './operation-queue/sweep-operations.js'
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
export { checkAndReserveHotQuota } from './quotas/check-and-reserve-hot-quota.js'
export { type CheckAndReserveQuotaParameters, checkAndReserveQuota } from './quotas/check-and-reserve-quota.js'
export { type DeleteQuotaParameters, deleteQuota } from './quotas/delete-quota.js'
export { type ListQuotasParameters, listQuotas, type Quota } from './quotas/list-quotas.js'
export { type QuotaDifference, reconcileQuota } from './quotas/reconcile-quota.js'
export { type ReleaseQuotaParameters, releaseQuota } from './quotas/release-quota.js'
export { type QuotaRepair, repairQuota } from './quotas/repair-quota.js'
export { type SetQuotaParameters, setQuota } from './quotas/set-quota.js'
export { type ApplyRetentionParameters, applyRetention, type RemovedRows } from './retention/apply-retention.js'
export { deleteExpiredSshKeys } from './retention/delete-expired-ssh-keys.js'
export { type PurgeMetricsParameters, purgeMetrics } from './retention/purge-metrics.js'
export { type DeleteRoleParameters, deleteRole } from './roles/delete-role.js'
export { type HasPermissionParameters, hasPermission } from './roles/has-permission.js'
export { listPermissions, type Permission } from './roles/list-permissions.js'
export { listRoles, type Role } from './roles/list-roles.js'
export { type ListUserPermissionsParameters, listUserPermissions } from './roles/list-user-permissions.js'
export { type SaveRoleParameters, saveRole } from './roles/save-role.js'
export { type SetUserRoleParameters, setUserRole } from './roles/set-user-role.js'
export { containersLab } from './schema.js'
export { type SetActorParameters, setActor } from './set-actor.js'
export { type DeleteSettingParameters, deleteSetting } from './settings/delete-setting.js'
export { type FindSettingParameters, findSetting } from './settings/find-setting.js'
export { type ListSettingsParameters, listSettings } from './settings/list-settings.js'
export { type SaveSettingParameters, saveSetting } from './settings/save-setting.js'
export type { Setting } from './settings/setting.js'
export { type DeleteSnapshotParameters, deleteSnapshot } from './snapshots/delete-snapshot.js'
export { type ListSnapshotsParameters, listSnapshots, type Snapshot } from './snapshots/list-snapshots.js'
export { type RecordSnapshotParameters, recordSnapshot } from './snapshots/record-snapshot.js'
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
export { type AddTemplateVersionParameters, addTemplateVersion } from './templates/add-template-version.js'
export { type CreateTemplateParameters, createTemplate } from './templates/create-template.js'
export { type DeleteTemplateParameters, deleteTemplate } from './templates/delete-template.js'
export { type FindTemplateParameters, findTemplate } from './templates/find-template.js'
export {
  type DependencySet,
  type ListDependencySetsParameters,
  listDependencySets,
} from './templates/list-dependency-sets.js'
export {
  type ListTemplateVersionsParameters,
  listTemplateVersions,
  type TemplateVersion,
} from './templates/list-template-versions.js'
export { type ListTemplatesParameters, listTemplates } from './templates/list-templates.js'
export { type PromoteTemplateVersionParameters, promoteTemplateVersion } from './templates/promote-template-version.js'
export { type SaveDependencySetParameters, saveDependencySet } from './templates/save-dependency-set.js'
export {
  type SetTemplateDependenciesParameters,
  setTemplateDependencies,
} from './templates/set-template-dependencies.js'
export type { Template } from './templates/template.js'
export { type UpdateTemplateParameters, updateTemplate } from './templates/update-template.js'
export { carryUsageForward } from './usage/carry-usage-forward.js'
export { type ListMonthlyUsageParameters, listMonthlyUsage, type MonthlyUsage } from './usage/list-monthly-usage.js'
export { type ListUsageParameters, listUsage } from './usage/list-usage.js'
export type { Usage } from './usage/usage.js'
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
