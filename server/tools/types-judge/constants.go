package main

import (
	"crypto/sha256"
	"encoding/hex"
	"go/constant"
	"math/big"
	"strconv"
	"strings"
)

// longest is how many bytes of a string are printed; of longer ones the length and a hash are.
const longest = 256

// constantText is the exact value, whatever the kind that go/constant keeps it in.
func constantText(v constant.Value) string {
	switch v.Kind() {
	case constant.Bool:
		return strconv.FormatBool(constant.BoolVal(v))
	case constant.String:
		return stringText(constant.StringVal(v))
	case constant.Complex:
		if constant.Sign(constant.Imag(v)) == 0 {
			return numberText(constant.Real(v))
		}
		return numberText(constant.Real(v)) + " + " + numberText(constant.Imag(v)) + "i"
	}
	return numberText(v)
}

func numberText(v constant.Value) string {
	switch x := constant.Val(v).(type) {
	case int64:
		return strconv.FormatInt(x, 10)
	case *big.Int:
		return x.String()
	case *big.Rat:
		return x.RatString()
	case *big.Float:
		if exponent := x.MantExp(nil); x.IsInf() || exponent > 5000 || exponent < -5000 {
			return x.Text('p', 0)
		}
		rat, _ := x.Rat(nil)
		return rat.RatString()
	}
	return "?"
}

func stringText(s string) string {
	if len(s) > longest {
		sum := sha256.Sum256([]byte(s))
		return "sha256:" + hex.EncodeToString(sum[:]) + ":" + strconv.Itoa(len(s))
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c > '~':
			b.WriteString(`\x` + hex.EncodeToString([]byte{c}))
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
