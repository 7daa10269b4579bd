/** What operators, calls and conversions give, where other tables do not ask it. */
import { holds } from './marked-code.js';

const CASES: Readonly<Record<string, string>> = {
  'a star in front of a conversion': `
    import "unsafe"
    func f(p *int) string {
    	a := *(*[]byte)(unsafe.Pointer(p)) /*T []uint8*/
    	_ = append((*(*[]byte)(unsafe.Pointer(p))) /*T []uint8*/, a...)
    	return string(*(*[]byte)(unsafe.Pointer(p)) /*T []uint8*/)
    }`,
};

describe('types of expressions', () => {
  for (const [name, code] of Object.entries(CASES)) it(name, () => holds(code));
});
