import { messages } from '../../base/message.js';
import { readLeftovers } from '../../go/lifecycle/file-lifecycles.js';
import { perTaken, stepsOf } from '../left-behind.js';
import { bad, good, rule, silent } from '../rule.js';

const say = messages('runtime/transaction-not-ended', {
  never:
    'Nothing commits or rolls back this transaction: it keeps its connection, and its locks in the database.\nAdd `defer {name}.Rollback()` behind the check of the error, and `Commit` it.',
  path: 'This path neither commits nor rolls back `{name}`: it keeps its connection, and its locks in the database.\nPut `defer {name}.Rollback()` behind the check of the error; after `Commit` it does nothing.',
  dropped: 'Nobody can commit or roll back this transaction: it keeps its connection.\nKeep it in a variable, and `defer` its `Rollback`.',
  stepTaken: 'The transaction begins here.',
  stepReleased: 'Another path ends it here.',
});

export default rule({
  id: 'runtime/transaction-not-ended',
  messages: say,
  severity: 'warning',
  since: '0.1.0',
  summary: 'A path leaves a database transaction open',
  inTests: false,
  docs: {
    what: 'Transactions of `Begin` and `BeginTx` (`database/sql`, sqlx, the pool of pgx v5), or of a function of the program that hands one on, that a path neither commits nor rolls back: most often an early return where a statement has failed.',
    why: 'The transaction keeps its connection out of the pool, and its row locks in the database, until its context ends; that of `Begin` never does, and pgx does not look at it. With `SetMaxOpenConns` every query waits for ever once all connections are held so.',
    fix: '`defer tx.Rollback()` right behind the check of the error. After a `Commit` it returns `sql.ErrTxDone` and does nothing.',
    limits:
      'Silent as soon as somebody else may end it: it is returned, stored, captured by a function literal, or given to a function that ends it or is not known. Silent where its context is one that the function itself ends, or that of an HTTP request.',
    sources: [
      'src/database/sql/sql.go (DB.BeginTx: “The provided context is used until the transaction is committed or rolled back”)',
      'https://go.dev/doc/database/execute-transactions',
      'https://pkg.go.dev/github.com/jackc/pgx/v5/pgxpool#Pool.BeginTx: “there is no auto-rollback on context cancellation”',
    ],
  },
  examples: [
    bad(`
package app

import (
	"context"
	"database/sql"
	"errors"
)

func Move(db *sql.DB, from, to, n int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec("update t set n = n - ? where id = ?", n, from); err != nil {
		«return err»
	}
	if _, err := tx.Exec("update t set n = n + ? where id = ?", n, to); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

type store struct{ db *sql.DB }

func (s *store) begin(ctx context.Context) (*sql.Tx, error) {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	if _, err := tx.ExecContext(ctx, "set local lock_timeout = 1"); err != nil {
		tx.Rollback()
		return nil, err
	}
	return tx, nil
}

func (s *store) Add(ctx context.Context, n int) error {
	tx, err := s.begin(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "insert into t values (?)", n); err != nil {
		«return err»
	}
	return tx.Commit()
}

func Count(ctx context.Context, db *sql.DB) (n int, err error) {
	tx, err := «db.BeginTx(ctx, nil)»
	if err != nil {
		return 0, errors.New("begin")
	}
	err = tx.QueryRowContext(ctx, "select count(*) from t").Scan(&n)
	return n, err
}
`),
    good(`
package app

import "database/sql"

func Move(db *sql.DB, from, to, n int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("update t set n = n - ? where id = ?", n, from); err != nil {
		return err
	}
	if _, err := tx.Exec("update t set n = n + ? where id = ?", n, to); err != nil {
		return err
	}
	return tx.Commit()
}
`),
    silent(
      'each path ends it, or somebody else may',
      `
package app

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

type unit struct{ tx *sql.Tx }

func Open(db *sql.DB) (*unit, error) {
	tx, err := db.Begin()
	if err != nil {
		return nil, err
	}
	return &unit{tx}, nil
}

func Each(db *sql.DB, f func(*sql.Tx) error) (err error) {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback()
		} else {
			err = tx.Commit()
		}
	}()
	if _, err = tx.Exec("x"); err != nil {
		return err
	}
	return f(tx)
}

func finish(tx *sql.Tx, err error) error {
	if err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

func Set(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	_, err = tx.Exec("x")
	return finish(tx, err)
}

func Both(db *sql.DB) error {
	tx, err := db.Begin()
	if err == nil {
		if _, err = tx.Exec("x"); err == nil {
			err = tx.Commit()
		} else {
			_ = tx.Rollback()
		}
	}
	return err
}

func Within(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "x"); err != nil {
		return err
	}
	return tx.Commit()
}

func serve(w http.ResponseWriter, r *http.Request, db *sql.DB) {
	tx, err := db.BeginTx(r.Context(), nil)
	if err != nil {
		return
	}
	if _, err := tx.Exec("x"); err != nil {
		return
	}
	tx.Commit()
}
`,
    ),
  ],
  checks: {
    *code({ file, workspace, report }) {
      for (const found of perTaken(yield* readLeftovers(file, workspace.typed(file.path)))) {
        const { kind, taken, name, left, offset } = found;
        if (kind !== 'transaction') continue;
        const message = name === '' ? say.dropped : left ? say.path({ name }) : say.never({ name });
        report({ span: left ?? taken, message, steps: stepsOf(found, { taken: say.stepTaken, released: say.stepReleased }) }, offset);
      }
    },
  },
});
