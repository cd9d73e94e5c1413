/**
 * The version of the index. Raise it by one whenever a kind computes other entries or sort keys for
 * a record than before, or a store keeps
 * them in another form. A store keeps the version its records were indexed with; `kopru migrate`
 * rebuilds an older index.
 */
export const indexVersion = 3;
