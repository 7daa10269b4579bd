// The judge of server/test/go/constants.test.ts: what go/constant and go/types make of an expression.
// One JSON expression a line in, one answer a line out.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"go/constant"
	"go/scanner"
	"go/token"
	"go/types"
	"math/big"
	"os"
)

// unknown is panicked with where the answer is that there is no exact value.
type unknown struct{}

var literals = map[string]token.Token{
	"int": token.INT, "float": token.FLOAT, "imaginary": token.IMAG, "rune": token.CHAR, "string": token.STRING,
}

var operators = map[string]token.Token{
	"+": token.ADD, "-": token.SUB, "*": token.MUL, "/": token.QUO, "%": token.REM, "&": token.AND, "|": token.OR,
	"^": token.XOR, "&^": token.AND_NOT, "&&": token.LAND, "||": token.LOR, "!": token.NOT, "<<": token.SHL, ">>": token.SHR,
	"==": token.EQL, "!=": token.NEQ, "<": token.LSS, "<=": token.LEQ, ">": token.GTR, ">=": token.GEQ,
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<16)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for dec := json.NewDecoder(in); dec.More(); {
		var e []any
		if err := dec.Decode(&e); err != nil {
			panic(err)
		}
		fmt.Fprintln(out, answer(e))
	}
}

// answer is the kind and the exact text of a value, or "?" where Go has none.
func answer(e []any) (text string) {
	defer func() {
		if recover() != nil {
			text = "?"
		}
	}()
	v := eval(e)
	return v.Kind().String() + " " + v.ExactString()
}

// eval goes no further from values that are no longer exact.
func eval(e []any) constant.Value {
	v := apply(e)
	if v == nil || v.Kind() == constant.Unknown || isRounded(v) {
		panic(unknown{})
	}
	return v
}

func isRounded(v constant.Value) bool {
	if v.Kind() == constant.Complex {
		return isRounded(constant.Real(v)) || isRounded(constant.Imag(v))
	}
	_, ok := constant.Val(v).(*big.Float)
	return ok
}

func apply(e []any) constant.Value {
	text := func(i int) string { return e[i].(string) }
	operand := func(i int) constant.Value { return eval(e[i].([]any)) }
	switch text(0) {
	case "literal":
		return literal(literals[text(1)], text(2))
	case "unary":
		return constant.UnaryOp(operators[text(1)], operand(2), uint(e[3].(float64)))
	case "binary":
		op := operators[text(1)]
		if op == token.QUO && e[4].(bool) {
			op = token.QUO_ASSIGN
		}
		return constant.BinaryOp(operand(2), op, operand(3))
	case "compare":
		x, y := operand(2), operand(3)
		return constant.MakeBool(constant.Compare(x, operators[text(1)], y))
	case "shift":
		if e[3].(float64) > 1074 { // as go/types
			panic(unknown{})
		}
		return constant.Shift(operand(2), operators[text(1)], uint(e[3].(float64)))
	case "toInt":
		return constant.ToInt(operand(1))
	case "toFloat":
		return constant.ToFloat(operand(1))
	case "toComplex":
		return constant.ToComplex(operand(1))
	case "real":
		return constant.Real(operand(1))
	case "imag":
		return constant.Imag(operand(1))
	case "complex":
		re, im := operand(1), operand(2)
		if re.Kind() == constant.Complex {
			panic(unknown{})
		}
		return constant.BinaryOp(re, token.ADD, constant.MakeImag(im))
	case "string":
		code := rune(0xfffd)
		if i, ok := constant.Uint64Val(operand(1)); ok && i <= 0x10ffff {
			code = rune(i)
		}
		return constant.MakeString(string(code))
	case "convert":
		return convert(text(1), operand(2))
	}
	panic(unknown{})
}

// literal is what the scanner takes for one literal of that kind, without complaint.
func literal(kind token.Token, text string) constant.Value {
	file := token.NewFileSet().AddFile("", -1, len(text))
	var s scanner.Scanner
	s.Init(file, []byte(text), nil, 0)
	pos, tok, lit := s.Scan()
	if tok != kind || file.Offset(pos) != 0 || s.ErrorCount > 0 {
		panic(unknown{})
	}
	if next, tok, _ := s.Scan(); file.Offset(next) < len(text) || tok != token.SEMICOLON || s.ErrorCount > 0 {
		panic(unknown{})
	}
	return constant.MakeFromLiteral(lit, kind, 0)
}

// convert asks go/types what a conversion makes of the value, which is written out again for that.
func convert(basic string, x constant.Value) constant.Value {
	tv, err := types.Eval(token.NewFileSet(), types.Universe.Lookup("int").Pkg(), token.NoPos, basic+"("+source(x)+")")
	if err != nil {
		panic(unknown{})
	}
	return tv.Value
}

func source(x constant.Value) string {
	switch x.Kind() {
	case constant.Int: // go/types gives up there
		if constant.BitLen(x) > 512 {
			panic(unknown{})
		}
	case constant.Float:
		return "(" + constant.Num(x).String() + ".0/" + constant.Denom(x).String() + ".0)"
	case constant.Complex:
		return "(" + source(constant.Real(x)) + " + " + source(constant.Imag(x)) + "*1i)"
	}
	return x.ExactString()
}
