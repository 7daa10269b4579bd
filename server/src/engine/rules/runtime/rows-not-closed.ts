import { messages } from '../../base/message.js';
import { readLeftovers } from '../../go/lifecycle/file-lifecycles.js';
import { perTaken, stepsOf } from '../left-behind.js';
import { bad, good, rule, silent } from '../rule.js';
import { ROWS_OF_INTERFACES } from './rows-not-closed.interfaces.js';
import { ROWS_MAKERS } from './rows-not-closed.makers.js';

const say = messages('runtime/rows-not-closed', {
  never:
    'These rows are never closed: as long as the context of the query lasts, they keep their connection.\nClose them once the error is nil: `defer {name}.Close()`.',
  dropped:
    'Nobody can close these rows: as long as the context of the query lasts, they keep their connection.\nUse `Exec` for what returns no rows.',
  path: 'This path leaves without closing `{name}`: as long as the context of the query lasts, they keep their connection.\nMove `defer {name}.Close()` up, right behind the check of the error.',
  replaced:
    '`{name}` gets other rows while these are open: until the context of the query ends, they keep their connection.\nClose them before.',
  lent: 'These rows are never closed: from a database, they keep their connection until the context of the query ends.\nClose them once the error is nil: `defer {name}.Close()`.',
  lentPath:
    'This path leaves without closing `{name}`: from a database, they keep their connection until the context of the query ends.\nMove `defer {name}.Close()` up, right behind the check of the error.',
  statement:
    'This prepared statement is never closed: the `sql.DB` keeps it, and the database too, one more for each call.\nClose it once the error is nil: `defer {name}.Close()`. In a loop, prepare it once before.',
  statementPath:
    'This path leaves without closing `{name}`: the `sql.DB` keeps the statement, and the database too.\nMove `defer {name}.Close()` up, right behind the check of the error.',
  stepTaken: 'The rows come from here.',
  stepReleased: 'Another path closes them here.',
});

export default rule({
  id: 'runtime/rows-not-closed',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A path leaves without closing the rows of a query, or a statement that it prepared',
  inTests: false,
  sameAs: [{ linter: 'sqlclosecheck', check: 'sqlclosecheck' }],
  docs: {
    what: 'Rows of `Query` or `QueryContext` of `database/sql` that are not closed on a path on which there was no error, and that were not read to their end. Also those of an interface of the program that declares `Query` or `QueryContext` alike. Statements of `Prepare` of a database or a connection likewise.',
    why: 'Open rows hold a connection of the `sql.DB` until they are closed, read to their end, or the context of the query ends; that of `Query` never ends. With `SetMaxOpenConns` every query waits once all are held; without it, the database runs out of connections. `Next` closes the rows only when it returns false. A prepared statement stays in the tables of the `sql.DB`, and on the database server, until it is closed.',
    fix: '`defer rows.Close()` right behind the check of the error. Use `QueryRow` for one row, and `Exec` for statements that return none.',
    limits:
      'Silent as soon as somebody else may close them: they are returned, stored, captured by a function literal, or given to a function. Silent where nobody knows whether there was an error, for packages that wrap `database/sql`, for rows and statements of a transaction, which closes them when it ends, and for rows whose context the function itself ends, or an HTTP request.',
    sources: [
      'src/database/sql/sql.go (Rows.Next, Rows.Close; DB.prepareDC adds the statement to db.dep)',
      'https://go.dev/doc/database/querying',
    ],
  },
  examples: [
    ...ROWS_MAKERS,
    ...ROWS_OF_INTERFACES,
    bad(`
package app

import "database/sql"

func First(db *sql.DB) (string, error) {
	rows, err := db.Query("select name from t")
	if err != nil {
		return "", err
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			«return "", err»
		}
		if name != "" {
			return name, nil
		}
	}
	return "", rows.Close()
}

func Run(db *sql.DB) error {
	_, err := «db.Query("delete from t")»
	return err
}
`),
    bad(`
package app

import "database/sql"

func Insert(db *sql.DB, names []string) error {
	for _, name := range names {
		st, err := «db.Prepare("insert into t values (?)")»
		if err != nil {
			return err
		}
		if _, err := st.Exec(name); err != nil {
			return err
		}
	}
	return nil
}
`),
    good(`
package app

import "database/sql"

func First(db *sql.DB) (string, error) {
	rows, err := db.Query("select name from t")
	if err != nil {
		return "", err
	}
	defer rows.Close()
	var name string
	if rows.Next() {
		err = rows.Scan(&name)
	}
	return name, err
}
`),
    silent(
      'rows that are read to their end are closed, and others may have another owner',
      `
package app

import (
	"context"
	"database/sql"
)

type cursor struct{ rows *sql.Rows }

func All(db *sql.DB) (names []string, err error) {
	rows, err := db.Query("select name from t")
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var name string
		if err = rows.Scan(&name); err == nil {
			names = append(names, name)
		}
	}
	return names, rows.Err()
}

func Open(ctx context.Context, db *sql.DB) (*cursor, error) {
	rows, err := db.QueryContext(ctx, "select name from t")
	if err != nil {
		return nil, err
	}
	return &cursor{rows}, nil
}

func Each(db *sql.DB, f func(*sql.Rows) error) error {
	rows, err := db.Query("select name from t")
	if err != nil {
		return err
	}
	return f(rows)
}

func names(rows *sql.Rows) (names []string, err error) {
	for rows.Next() {
		var name string
		if err = rows.Scan(&name); err == nil {
			names = append(names, name)
		}
	}
	return names, rows.Err()
}

func Names(db *sql.DB) ([]string, error) {
	rows, err := db.Query("select name from t")
	if err != nil {
		return nil, err
	}
	return names(rows)
}

type repo struct{ insert *sql.Stmt }

func (r *repo) prepare(db *sql.DB) (err error) {
	r.insert, err = db.Prepare("insert into t values (?)")
	return err
}
`,
    ),
    silent(
      'a transaction closes its rows when it ends',
      `
package app

import "database/sql"

func Exists(db *sql.DB, name string) (bool, error) {
	tx, err := db.Begin()
	if err != nil {
		return false, err
	}
	defer tx.Rollback()
	rows, err := tx.Query("select 1 from t where name = ?", name)
	if err != nil {
		return false, err
	}
	return rows.Next(), nil
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      for (const found of perTaken(yield* readLeftovers(file, workspace.typed(file.path)))) {
        const { kind, taken, name, left, isReplaced, offset } = found;
        if (kind !== 'rows' && kind !== 'interfaceRows' && kind !== 'statement') continue;
        if (kind === 'interfaceRows' && (name === '' || isReplaced)) continue;
        const statement = left ? say.statementPath({ name }) : say.statement({ name });
        const lent = left ? say.lentPath({ name }) : say.lent({ name });
        const message =
          kind === 'statement'
            ? statement
            : kind === 'interfaceRows'
              ? lent
              : name === ''
                ? say.dropped
                : left
                  ? say.path({ name })
                  : isReplaced
                    ? say.replaced({ name })
                    : say.never({ name });
        const steps = stepsOf(found, { taken: say.stepTaken, released: say.stepReleased });
        report({ span: left ?? taken, message, steps }, offset);
      }
    },
  },
});
