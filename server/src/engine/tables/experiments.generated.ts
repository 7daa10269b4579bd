// Generated from server/data/goexperiments.json by `npm run generate`. Do not edit.
import type { ExperimentLife, ExperimentRelease } from './tables.js';

export const EXPERIMENT_RELEASES: Readonly<Record<string, ExperimentRelease>> = {
 "1.18": {
  "known": [
   "fieldtrack",
   "preemptibleloops",
   "staticlockranking",
   "unified",
   "regabiwrappers",
   "regabireflect",
   "regabiargs",
   "pacerredesign",
   "heapminimum512kib"
  ],
  "baseline": {
   "386": [
    "pacerredesign"
   ],
   "ppc64": [
    "regabiwrappers",
    "regabireflect",
    "regabiargs",
    "pacerredesign"
   ],
   "amd64": [
    "regabiwrappers",
    "regabireflect",
    "regabiargs",
    "pacerredesign"
   ],
   "arm": [
    "pacerredesign"
   ],
   "arm64": [
    "regabiwrappers",
    "regabireflect",
    "regabiargs",
    "pacerredesign"
   ],
   "wasm": [
    "pacerredesign"
   ],
   "mips": [
    "pacerredesign"
   ],
   "mips64": [
    "pacerredesign"
   ],
   "mips64le": [
    "pacerredesign"
   ],
   "mipsle": [
    "pacerredesign"
   ],
   "ppc64le": [
    "regabiwrappers",
    "regabireflect",
    "regabiargs",
    "pacerredesign"
   ],
   "riscv64": [
    "pacerredesign"
   ],
   "s390x": [
    "pacerredesign"
   ]
  },
  "aliases": {
   "regabi": [
    "regabiwrappers",
    "regabireflect",
    "regabiargs"
   ]
  }
 },
 "1.19": {
  "known": [
   "fieldtrack",
   "preemptibleloops",
   "staticlockranking",
   "boringcrypto",
   "unified",
   "regabiwrappers",
   "regabiargs",
   "heapminimum512kib"
  ],
  "baseline": {
   "386": [],
   "ppc64": [
    "regabiwrappers",
    "regabiargs"
   ],
   "amd64": [
    "regabiwrappers",
    "regabiargs"
   ],
   "arm": [],
   "arm64": [
    "regabiwrappers",
    "regabiargs"
   ],
   "wasm": [],
   "loong64": [],
   "mips": [],
   "mips64": [],
   "mips64le": [],
   "mipsle": [],
   "ppc64le": [
    "regabiwrappers",
    "regabiargs"
   ],
   "riscv64": [
    "regabiwrappers",
    "regabiargs"
   ],
   "s390x": []
  },
  "aliases": {
   "regabi": [
    "regabiwrappers",
    "regabiargs"
   ]
  }
 },
 "1.20": {
  "known": [
   "fieldtrack",
   "preemptibleloops",
   "staticlockranking",
   "boringcrypto",
   "unified",
   "regabiwrappers",
   "regabiargs",
   "heapminimum512kib",
   "coverageredesign",
   "arenas",
   "pagetrace"
  ],
  "baseline": {
   "386": [
    "unified",
    "coverageredesign"
   ],
   "ppc64": [
    "unified",
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "amd64": [
    "unified",
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "arm": [
    "unified",
    "coverageredesign"
   ],
   "arm64": [
    "unified",
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "riscv64": [
    "unified",
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "wasm": [
    "unified",
    "coverageredesign"
   ],
   "loong64": [
    "unified",
    "coverageredesign"
   ],
   "mips": [
    "unified",
    "coverageredesign"
   ],
   "mips64": [
    "unified",
    "coverageredesign"
   ],
   "mips64le": [
    "unified",
    "coverageredesign"
   ],
   "mipsle": [
    "unified",
    "coverageredesign"
   ],
   "ppc64le": [
    "unified",
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "s390x": [
    "unified",
    "coverageredesign"
   ]
  },
  "aliases": {
   "regabi": [
    "regabiwrappers",
    "regabiargs"
   ]
  }
 },
 "1.21": {
  "known": [
   "fieldtrack",
   "preemptibleloops",
   "staticlockranking",
   "boringcrypto",
   "regabiwrappers",
   "regabiargs",
   "heapminimum512kib",
   "coverageredesign",
   "arenas",
   "pagetrace",
   "cgocheck2",
   "loopvar",
   "cacheprog"
  ],
  "baseline": {
   "386": [
    "coverageredesign"
   ],
   "ppc64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "amd64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "arm": [
    "coverageredesign"
   ],
   "arm64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "riscv64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "wasm": [
    "coverageredesign"
   ],
   "loong64": [
    "coverageredesign"
   ],
   "mips": [
    "coverageredesign"
   ],
   "mips64": [
    "coverageredesign"
   ],
   "mips64le": [
    "coverageredesign"
   ],
   "mipsle": [
    "coverageredesign"
   ],
   "ppc64le": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "s390x": [
    "coverageredesign"
   ]
  },
  "aliases": {
   "regabi": [
    "regabiwrappers",
    "regabiargs"
   ]
  }
 },
 "1.22": {
  "known": [
   "fieldtrack",
   "preemptibleloops",
   "staticlockranking",
   "boringcrypto",
   "regabiwrappers",
   "regabiargs",
   "heapminimum512kib",
   "coverageredesign",
   "arenas",
   "pagetrace",
   "cgocheck2",
   "loopvar",
   "cacheprog",
   "newinliner",
   "rangefunc",
   "range",
   "allocheaders",
   "exectracer2"
  ],
  "baseline": {
   "386": [
    "coverageredesign",
    "allocheaders",
    "exectracer2"
   ],
   "ppc64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign",
    "allocheaders",
    "exectracer2"
   ],
   "amd64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign",
    "allocheaders",
    "exectracer2"
   ],
   "arm": [
    "coverageredesign",
    "allocheaders",
    "exectracer2"
   ],
   "arm64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign",
    "allocheaders",
    "exectracer2"
   ],
   "riscv64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign",
    "allocheaders",
    "exectracer2"
   ],
   "wasm": [
    "coverageredesign",
    "allocheaders",
    "exectracer2"
   ],
   "loong64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign",
    "allocheaders",
    "exectracer2"
   ],
   "mips": [
    "coverageredesign",
    "allocheaders",
    "exectracer2"
   ],
   "mips64": [
    "coverageredesign",
    "allocheaders",
    "exectracer2"
   ],
   "mips64le": [
    "coverageredesign",
    "allocheaders",
    "exectracer2"
   ],
   "mipsle": [
    "coverageredesign",
    "allocheaders",
    "exectracer2"
   ],
   "ppc64le": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign",
    "allocheaders",
    "exectracer2"
   ],
   "s390x": [
    "coverageredesign",
    "allocheaders",
    "exectracer2"
   ]
  },
  "aliases": {
   "regabi": [
    "regabiwrappers",
    "regabiargs"
   ]
  }
 },
 "1.23": {
  "known": [
   "fieldtrack",
   "preemptibleloops",
   "staticlockranking",
   "boringcrypto",
   "regabiwrappers",
   "regabiargs",
   "heapminimum512kib",
   "coverageredesign",
   "arenas",
   "cgocheck2",
   "loopvar",
   "cacheprog",
   "newinliner",
   "rangefunc",
   "aliastypeparams"
  ],
  "baseline": {
   "386": [
    "coverageredesign"
   ],
   "ppc64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "amd64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "arm": [
    "coverageredesign"
   ],
   "arm64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "riscv64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "wasm": [
    "coverageredesign"
   ],
   "loong64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "mips": [
    "coverageredesign"
   ],
   "mips64": [
    "coverageredesign"
   ],
   "mips64le": [
    "coverageredesign"
   ],
   "mipsle": [
    "coverageredesign"
   ],
   "ppc64le": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign"
   ],
   "s390x": [
    "coverageredesign"
   ]
  },
  "aliases": {
   "regabi": [
    "regabiwrappers",
    "regabiargs"
   ]
  }
 },
 "1.24": {
  "known": [
   "fieldtrack",
   "preemptibleloops",
   "staticlockranking",
   "boringcrypto",
   "regabiwrappers",
   "regabiargs",
   "heapminimum512kib",
   "coverageredesign",
   "arenas",
   "cgocheck2",
   "loopvar",
   "cacheprog",
   "newinliner",
   "rangefunc",
   "aliastypeparams",
   "swissmap",
   "spinbitmutex",
   "synchashtriemap",
   "synctest"
  ],
  "baseline": {
   "386": [
    "coverageredesign",
    "aliastypeparams",
    "swissmap",
    "spinbitmutex",
    "synchashtriemap"
   ],
   "ppc64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign",
    "aliastypeparams",
    "swissmap",
    "spinbitmutex",
    "synchashtriemap"
   ],
   "amd64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign",
    "aliastypeparams",
    "swissmap",
    "spinbitmutex",
    "synchashtriemap"
   ],
   "arm": [
    "coverageredesign",
    "aliastypeparams",
    "swissmap",
    "spinbitmutex",
    "synchashtriemap"
   ],
   "arm64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign",
    "aliastypeparams",
    "swissmap",
    "spinbitmutex",
    "synchashtriemap"
   ],
   "riscv64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign",
    "aliastypeparams",
    "swissmap",
    "synchashtriemap"
   ],
   "wasm": [
    "coverageredesign",
    "aliastypeparams",
    "swissmap",
    "synchashtriemap"
   ],
   "loong64": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign",
    "aliastypeparams",
    "swissmap",
    "synchashtriemap"
   ],
   "mips": [
    "coverageredesign",
    "aliastypeparams",
    "swissmap",
    "synchashtriemap"
   ],
   "mips64": [
    "coverageredesign",
    "aliastypeparams",
    "swissmap",
    "synchashtriemap"
   ],
   "mips64le": [
    "coverageredesign",
    "aliastypeparams",
    "swissmap",
    "synchashtriemap"
   ],
   "mipsle": [
    "coverageredesign",
    "aliastypeparams",
    "swissmap",
    "synchashtriemap"
   ],
   "ppc64le": [
    "regabiwrappers",
    "regabiargs",
    "coverageredesign",
    "aliastypeparams",
    "swissmap",
    "spinbitmutex",
    "synchashtriemap"
   ],
   "s390x": [
    "coverageredesign",
    "aliastypeparams",
    "swissmap",
    "synchashtriemap"
   ]
  },
  "aliases": {
   "regabi": [
    "regabiwrappers",
    "regabiargs"
   ]
  }
 },
 "1.25": {
  "known": [
   "fieldtrack",
   "preemptibleloops",
   "staticlockranking",
   "boringcrypto",
   "regabiwrappers",
   "regabiargs",
   "heapminimum512kib",
   "arenas",
   "cgocheck2",
   "loopvar",
   "cacheprog",
   "newinliner",
   "rangefunc",
   "aliastypeparams",
   "swissmap",
   "synchashtriemap",
   "synctest",
   "dwarf5",
   "jsonv2",
   "greenteagc"
  ],
  "baseline": {
   "386": [
    "aliastypeparams",
    "swissmap",
    "synchashtriemap",
    "dwarf5"
   ],
   "ppc64": [
    "regabiwrappers",
    "regabiargs",
    "aliastypeparams",
    "swissmap",
    "synchashtriemap",
    "dwarf5"
   ],
   "amd64": [
    "regabiwrappers",
    "regabiargs",
    "aliastypeparams",
    "swissmap",
    "synchashtriemap",
    "dwarf5"
   ],
   "arm": [
    "aliastypeparams",
    "swissmap",
    "synchashtriemap",
    "dwarf5"
   ],
   "arm64": [
    "regabiwrappers",
    "regabiargs",
    "aliastypeparams",
    "swissmap",
    "synchashtriemap",
    "dwarf5"
   ],
   "riscv64": [
    "regabiwrappers",
    "regabiargs",
    "aliastypeparams",
    "swissmap",
    "synchashtriemap",
    "dwarf5"
   ],
   "wasm": [
    "aliastypeparams",
    "swissmap",
    "synchashtriemap",
    "dwarf5"
   ],
   "loong64": [
    "regabiwrappers",
    "regabiargs",
    "aliastypeparams",
    "swissmap",
    "synchashtriemap",
    "dwarf5"
   ],
   "mips": [
    "aliastypeparams",
    "swissmap",
    "synchashtriemap",
    "dwarf5"
   ],
   "mips64": [
    "aliastypeparams",
    "swissmap",
    "synchashtriemap",
    "dwarf5"
   ],
   "mips64le": [
    "aliastypeparams",
    "swissmap",
    "synchashtriemap",
    "dwarf5"
   ],
   "mipsle": [
    "aliastypeparams",
    "swissmap",
    "synchashtriemap",
    "dwarf5"
   ],
   "ppc64le": [
    "regabiwrappers",
    "regabiargs",
    "aliastypeparams",
    "swissmap",
    "synchashtriemap",
    "dwarf5"
   ],
   "s390x": [
    "aliastypeparams",
    "swissmap",
    "synchashtriemap",
    "dwarf5"
   ]
  },
  "aliases": {
   "regabi": [
    "regabiwrappers",
    "regabiargs"
   ]
  }
 },
 "1.26": {
  "known": [
   "fieldtrack",
   "preemptibleloops",
   "staticlockranking",
   "boringcrypto",
   "regabiwrappers",
   "regabiargs",
   "heapminimum512kib",
   "arenas",
   "cgocheck2",
   "loopvar",
   "newinliner",
   "dwarf5",
   "jsonv2",
   "greenteagc",
   "randomizedheapbase64",
   "runtimefreegc",
   "sizespecializedmalloc",
   "goroutineleakprofile",
   "simd",
   "runtimesecret"
  ],
  "baseline": {
   "386": [
    "dwarf5",
    "greenteagc",
    "randomizedheapbase64"
   ],
   "ppc64": [
    "regabiwrappers",
    "regabiargs",
    "dwarf5",
    "greenteagc",
    "randomizedheapbase64"
   ],
   "amd64": [
    "regabiwrappers",
    "regabiargs",
    "dwarf5",
    "greenteagc",
    "randomizedheapbase64"
   ],
   "arm": [
    "dwarf5",
    "greenteagc",
    "randomizedheapbase64"
   ],
   "arm64": [
    "regabiwrappers",
    "regabiargs",
    "dwarf5",
    "greenteagc",
    "randomizedheapbase64"
   ],
   "wasm": [
    "dwarf5",
    "greenteagc",
    "randomizedheapbase64"
   ],
   "loong64": [
    "regabiwrappers",
    "regabiargs",
    "dwarf5",
    "greenteagc",
    "randomizedheapbase64"
   ],
   "mips": [
    "dwarf5",
    "greenteagc",
    "randomizedheapbase64"
   ],
   "mips64": [
    "dwarf5",
    "greenteagc",
    "randomizedheapbase64"
   ],
   "mips64le": [
    "dwarf5",
    "greenteagc",
    "randomizedheapbase64"
   ],
   "mipsle": [
    "dwarf5",
    "greenteagc",
    "randomizedheapbase64"
   ],
   "ppc64le": [
    "regabiwrappers",
    "regabiargs",
    "dwarf5",
    "greenteagc",
    "randomizedheapbase64"
   ],
   "riscv64": [
    "regabiwrappers",
    "regabiargs",
    "dwarf5",
    "greenteagc",
    "randomizedheapbase64"
   ],
   "s390x": [
    "regabiwrappers",
    "regabiargs",
    "dwarf5",
    "greenteagc",
    "randomizedheapbase64"
   ]
  },
  "aliases": {
   "regabi": [
    "regabiwrappers",
    "regabiargs"
   ]
  }
 },
 "1.27": {
  "known": [
   "fieldtrack",
   "preemptibleloops",
   "staticlockranking",
   "boringcrypto",
   "regabiwrappers",
   "regabiargs",
   "heapminimum512kib",
   "arenas",
   "cgocheck2",
   "loopvar",
   "newinliner",
   "dwarf5",
   "jsonv2",
   "greenteagc",
   "randomizedheapbase64",
   "runtimefreegc",
   "sizespecializedmalloc",
   "simd",
   "runtimesecret",
   "mapsplitgroup"
  ],
  "baseline": {
   "386": [
    "dwarf5",
    "jsonv2",
    "greenteagc",
    "randomizedheapbase64",
    "sizespecializedmalloc"
   ],
   "ppc64": [
    "regabiwrappers",
    "regabiargs",
    "dwarf5",
    "jsonv2",
    "greenteagc",
    "randomizedheapbase64",
    "sizespecializedmalloc"
   ],
   "amd64": [
    "regabiwrappers",
    "regabiargs",
    "dwarf5",
    "jsonv2",
    "greenteagc",
    "randomizedheapbase64",
    "sizespecializedmalloc"
   ],
   "arm": [
    "dwarf5",
    "jsonv2",
    "greenteagc",
    "randomizedheapbase64",
    "sizespecializedmalloc"
   ],
   "arm64": [
    "regabiwrappers",
    "regabiargs",
    "dwarf5",
    "jsonv2",
    "greenteagc",
    "randomizedheapbase64",
    "sizespecializedmalloc"
   ],
   "wasm": [
    "dwarf5",
    "jsonv2",
    "greenteagc",
    "randomizedheapbase64",
    "sizespecializedmalloc"
   ],
   "loong64": [
    "regabiwrappers",
    "regabiargs",
    "dwarf5",
    "jsonv2",
    "greenteagc",
    "randomizedheapbase64",
    "sizespecializedmalloc"
   ],
   "mips": [
    "dwarf5",
    "jsonv2",
    "greenteagc",
    "randomizedheapbase64",
    "sizespecializedmalloc"
   ],
   "mips64": [
    "dwarf5",
    "jsonv2",
    "greenteagc",
    "randomizedheapbase64",
    "sizespecializedmalloc"
   ],
   "mips64le": [
    "dwarf5",
    "jsonv2",
    "greenteagc",
    "randomizedheapbase64",
    "sizespecializedmalloc"
   ],
   "mipsle": [
    "dwarf5",
    "jsonv2",
    "greenteagc",
    "randomizedheapbase64",
    "sizespecializedmalloc"
   ],
   "ppc64le": [
    "regabiwrappers",
    "regabiargs",
    "dwarf5",
    "jsonv2",
    "greenteagc",
    "randomizedheapbase64",
    "sizespecializedmalloc"
   ],
   "riscv64": [
    "regabiwrappers",
    "regabiargs",
    "dwarf5",
    "jsonv2",
    "greenteagc",
    "randomizedheapbase64",
    "sizespecializedmalloc"
   ],
   "s390x": [
    "regabiwrappers",
    "regabiargs",
    "dwarf5",
    "jsonv2",
    "greenteagc",
    "randomizedheapbase64",
    "sizespecializedmalloc"
   ]
  },
  "aliases": {
   "regabi": [
    "regabiwrappers",
    "regabiargs"
   ]
  }
 }
};
export const EXPERIMENTS: Readonly<Record<string, ExperimentLife>> = {
 "fieldtrack": {
  "first": "<=1.18",
  "last": "1.27",
  "what": "link-time tracking of `go:\"track\"` struct fields for deadcode (cmd/link -k); off by default in every release; nothing to do with GC write barriers, page tables or panics"
 },
 "preemptibleloops": {
  "first": "<=1.18",
  "last": "1.27",
  "what": "insert preemption checks on loop back-edges; off by default"
 },
 "staticlockranking": {
  "first": "<=1.18",
  "last": "1.27",
  "what": "runtime static lock ranking checks (debug); off by default"
 },
 "unified": {
  "first": "<=1.18",
  "last": "1.20",
  "what": "unified IR front end (on by default in 1.20, flag removed in 1.21)"
 },
 "regabiwrappers": {
  "first": "<=1.18",
  "last": "1.27",
  "what": "ABI0/ABIInternal wrappers; forced on where the register ABI is always on (from 1.19), forced off elsewhere"
 },
 "regabireflect": {
  "first": "<=1.18",
  "last": "1.18",
  "what": "reflection calls with registers (1.18 only)"
 },
 "regabiargs": {
  "first": "<=1.18",
  "last": "1.27",
  "what": "register arguments/results; requires regabiwrappers"
 },
 "pacerredesign": {
  "first": "<=1.18",
  "last": "1.18",
  "what": "GC pacer redesign (1.18 only, on by default there)"
 },
 "heapminimum512kib": {
  "first": "<=1.18",
  "last": "1.27",
  "what": "reduce minimum heap to 512 KiB; off by default"
 },
 "boringcrypto": {
  "first": "1.19",
  "last": "1.27",
  "what": "build crypto against the BoringCrypto (cgo) module; linux/amd64+arm64 only; off by default"
 },
 "coverageredesign": {
  "first": "1.20",
  "last": "1.24",
  "what": "new coverage tooling (1.20-1.24, on by default)"
 },
 "arenas": {
  "first": "1.20",
  "last": "1.27",
  "what": "makes the `arena` std package importable (build tag goexperiment.arenas); off by default"
 },
 "pagetrace": {
  "first": "1.20",
  "last": "1.22",
  "what": "GODEBUG=pagetrace=file (1.20-1.22); off by default"
 },
 "cgocheck2": {
  "first": "1.21",
  "last": "1.27",
  "what": "expensive cgo pointer checker, replaces GODEBUG=cgocheck=2 (1.21+); off by default"
 },
 "loopvar": {
  "first": "1.21",
  "last": "1.27",
  "what": "per-iteration loop variables for go.mod < 1.22; off by default (1.22 language semantics do not need it)"
 },
 "cacheprog": {
  "first": "1.21",
  "last": "1.25",
  "what": "GOCACHEPROG support (1.21-1.25 flag; GOCACHEPROG itself no longer needs it from 1.24); off by default"
 },
 "newinliner": {
  "first": "1.22",
  "last": "1.27",
  "what": "new inliner heuristics (1.22+); off by default"
 },
 "rangefunc": {
  "first": "1.22",
  "last": "1.25",
  "what": "range-over-func preview for 1.22 (the language has it from 1.23); off by default; flag gone in 1.26"
 },
 "range": {
  "first": "1.22",
  "last": "1.22",
  "what": "range over int/func preview, 1.22 source tree only (superseded); off by default"
 },
 "allocheaders": {
  "first": "1.22",
  "last": "1.22",
  "what": "heap metadata headers (1.22 only as a flag, on by default)"
 },
 "exectracer2": {
  "first": "1.22",
  "last": "1.22",
  "what": "new execution tracer (1.22 only as a flag, on by default)"
 },
 "aliastypeparams": {
  "first": "1.23",
  "last": "1.25",
  "what": "generic type aliases: 1.23 preview off by default, 1.24-1.25 on"
 },
 "swissmap": {
  "first": "1.24",
  "last": "1.25",
  "what": "Swiss-table maps (1.24-1.25, on by default; flag gone in 1.26)"
 },
 "spinbitmutex": {
  "first": "1.24",
  "last": "1.24",
  "what": "spinbit runtime mutex (1.24 only, on by default on 386 amd64 arm arm64 ppc64 ppc64le)"
 },
 "synchashtriemap": {
  "first": "1.24",
  "last": "1.25",
  "what": "sync.Map on HashTrieMap (1.24-1.25, on by default)"
 },
 "synctest": {
  "first": "1.24",
  "last": "1.25",
  "what": "testing/synctest preview (1.24-1.25 as a flag; the package is always available from 1.25); off by default"
 },
 "dwarf5": {
  "first": "1.25",
  "last": "1.27",
  "what": "DWARF 5 debug info (1.25+, on except darwin, ios, aix)"
 },
 "jsonv2": {
  "first": "1.25",
  "last": "1.27",
  "what": "encoding/json/v2 + jsontext: 1.25-1.26 off, 1.27 on"
 },
 "greenteagc": {
  "first": "1.25",
  "last": "1.27",
  "what": "Green Tea GC: 1.25 off, 1.26+ on"
 },
 "randomizedheapbase64": {
  "first": "1.26",
  "last": "1.27",
  "what": "randomized heap base on 64-bit (1.26+, on)"
 },
 "runtimefreegc": {
  "first": "1.26",
  "last": "1.27",
  "what": "early free with compiler help (1.26+, off)"
 },
 "sizespecializedmalloc": {
  "first": "1.26",
  "last": "1.27",
  "what": "size-specialised malloc: 1.26 off, 1.27 on"
 },
 "goroutineleakprofile": {
  "first": "1.26",
  "last": "1.26",
  "what": "goroutine leak profile (1.26 flag, off)"
 },
 "simd": {
  "first": "1.26",
  "last": "1.27",
  "what": "simd package (1.26+, off)"
 },
 "runtimesecret": {
  "first": "1.26",
  "last": "1.27",
  "what": "runtime/secret package (1.26+, off)"
 },
 "mapsplitgroup": {
  "first": "1.27",
  "last": "1.27",
  "what": "split-group map layout (1.27+, off)"
 }
};
