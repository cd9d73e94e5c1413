/**
 * Of what the kinds find and order records by: raised by one whenever a kind computes other entries or sort keys for a record than before, or
 * a store keeps them otherwise. A store keeps the version its records were written under; `kopru migrate` brings an older one up to date.
 */
export const indexVersion = 3;
