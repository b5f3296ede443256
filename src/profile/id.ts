/** A profile's id: what commands, tasks and `.http` files name it by. */
export const idPattern = /^[a-z0-9][a-z0-9._-]{0,63}$/;
