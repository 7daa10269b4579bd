/** Flows through a variable that holds something else, too: another field, another value at another time. As `-m=2` of Go 1.26 prints them. */
export interface CauseCase {
  readonly name: string;
  /** Body of `func f`; it begins in line 8. */
  readonly body: string;
  readonly printed: readonly string[];
  /** Cause and what it names. */
  readonly is: string;
}

export const UNTOLD_CASES: readonly CauseCase[] = [
  {
    name: 'another field of the struct that it is in: the compiler does not tell them apart',
    body: '\tn := 1\n\tp := pair{count: &n, name: s}\n\tsink = append(sink, p.name)\n',
    printed: [
      'p.go:8:2: n escapes to heap in f:',
      'p.go:8:2:   flow: p ← &n:',
      'p.go:8:2:     from &n (address-of) at p.go:9:19',
      'p.go:8:2:     from pair{...} (struct literal element) at p.go:9:11',
      'p.go:8:2:     from p := pair{...} (assign) at p.go:9:4',
      'p.go:8:2:   flow: {heap} ← p:',
      'p.go:8:2:     from p.name (dot) at p.go:10:23',
      'p.go:8:2:     from append(sink, p.name) (call parameter) at p.go:10:15',
      'p.go:8:2: moved to heap: n',
    ],
    is: 'otherField p',
  },
  {
    name: 'another value of the variable that holds its address: the compiler does not tell them apart',
    body: '\tx, y := 1, 2\n\tk := &x\n\tk = &y\n\tsink = append(sink, nil)\n\tsunk = k\n',
    printed: [
      'p.go:8:2: x escapes to heap in f:',
      'p.go:8:2:   flow: k ← &x:',
      'p.go:8:2:     from &x (address-of) at p.go:9:7',
      'p.go:8:2:     from k := &x (assign) at p.go:9:4',
      'p.go:8:2:   flow: {heap} ← k:',
      'p.go:8:2:     from sunk = k (assign) at p.go:12:7',
      'p.go:8:2: moved to heap: x',
    ],
    is: 'otherValue k',
  },
  {
    name: 'the value that the variable holds then, where only some ways change it',
    body: '\tx, y := 1, 2\n\tk := &x\n\tif y > 3 {\n\t\tk = &y\n\t}\n\tsunk = k\n',
    printed: [
      'p.go:8:2: x escapes to heap in f:',
      'p.go:8:2:   flow: k ← &x:',
      'p.go:8:2:     from &x (address-of) at p.go:9:7',
      'p.go:8:2:     from k := &x (assign) at p.go:9:4',
      'p.go:8:2:   flow: {heap} ← k:',
      'p.go:8:2:     from sunk = k (assign) at p.go:13:7',
      'p.go:8:2: moved to heap: x',
    ],
    is: 'stored sunk',
  },
  {
    name: 'what a call with the struct gives back, of a type that cannot lead there',
    body: '\ttype pair struct{ a *int; b *string }\n\tonly := func(p pair) *string { panic(p) }\n\tn, s := 1, ""\n\tp := pair{&n, &s}\n\treturn only(p)\n',
    printed: [
      'p.go:10:2: n escapes to heap in f:',
      'p.go:10:2:   flow: p ← &n:',
      'p.go:10:2:     from &n (address-of) at p.go:11:12',
      'p.go:10:2:     from pair{...} (struct literal element) at p.go:11:11',
      'p.go:10:2:     from p := pair{...} (assign) at p.go:11:4',
      'p.go:10:2:   flow: ~r0 ← p:',
      'p.go:10:2:     from only(p) (call parameter) at p.go:12:13',
      'p.go:10:2:     from return only(p) (return) at p.go:12:2',
      'p.go:10:2: moved to heap: n',
    ],
    is: 'otherField p',
  },
];
