import fc from 'fast-check';

const SURROGATES = 0x800;
const FIRST_SURROGATE = 0xd800;

const character = fc.nat(0x10ffff - SURROGATES).map((index) => String.fromCodePoint(index < FIRST_SURROGATE ? index : index + SURROGATES));

/** Texts of any characters; they become simpler when a test fails. fast-check's own unit "binary" takes seconds to be made. */
export function anyText(lengths: { minLength?: number; maxLength?: number } = {}): fc.Arbitrary<string> {
	return fc.string({ unit: character, ...lengths });
}
