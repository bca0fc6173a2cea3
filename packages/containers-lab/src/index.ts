export { RULES, type Rule, RuleViolatedError } from './errors.js'
export { explainRaised } from './explain-raised.js'
export { containersLab } from './schema.js'
