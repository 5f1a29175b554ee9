export { grantProductRights, roleOf } from './grant-rights';
export { LISTED_TABLES, privilegesOf } from './product-rights';
export { findRightFaults } from './rights-in-catalog';
export { findRoleFaults } from './role-faults';
