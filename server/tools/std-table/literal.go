package main

import (
	"fmt"
	"go/constant"
	"go/types"
	"math/big"
	"strconv"
)

func isUntyped(t types.Type) bool {
	basic, ok := t.(*types.Basic)
	return ok && basic.Info()&types.IsUntyped != 0
}

// literal writes a constant so that reading it gives the very same value, and for an untyped one the same kind.
func literal(value constant.Value, t types.Type) string {
	basic, _ := t.Underlying().(*types.Basic)
	switch {
	case value.Kind() == constant.String:
		return strconv.Quote(constant.StringVal(value))
	case value.Kind() == constant.Bool:
		return value.String()
	case basic.Info()&types.IsComplex != 0:
		return float(constant.Real(value)) + " + " + float(constant.Imag(value)) + " * 1i"
	case basic.Kind() == types.UntypedRune:
		return runeLiteral(value)
	case basic.Info()&types.IsFloat != 0:
		return float(value)
	default:
		return constant.ToInt(value).ExactString()
	}
}

func runeLiteral(value constant.Value) string {
	if n, exact := constant.Int64Val(value); exact && n >= 0 && n <= 0x10ffff && (n < 0xd800 || n > 0xdfff) {
		return strconv.QuoteRune(rune(n))
	}
	return `'\x00' + ` + value.ExactString()
}

// float writes a decimal number where one is exact, else a hexadecimal one, else a quotient.
func float(value constant.Value) string {
	switch exact := constant.Val(constant.ToFloat(value)).(type) {
	case int64:
		return strconv.FormatInt(exact, 10) + ".0"
	case *big.Int:
		return exact.String() + ".0"
	case *big.Float:
		return exact.Text('x', -1)
	case *big.Rat:
		return ratio(exact)
	}
	panic(fmt.Sprintf("no float: %v", value))
}

const mostDigits = 80

func ratio(value *big.Rat) string {
	if value.IsInt() {
		if text := value.Num().String(); len(text) < mostDigits {
			return text + ".0"
		}
	}
	if digits, exact := value.FloatPrec(); exact && digits > 0 && digits < mostDigits {
		return value.FloatString(digits)
	}
	precision := uint(max(value.Num().BitLen(), 1))
	if binary := new(big.Float).SetPrec(precision).SetRat(value); !binary.IsInf() {
		if back, _ := binary.Rat(nil); back.Cmp(value) == 0 {
			return binary.Text('x', -1)
		}
	}
	return value.Num().String() + ".0 / " + value.Denom().String() + ".0"
}
