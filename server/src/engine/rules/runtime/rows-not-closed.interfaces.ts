import { bad, type Example, silent } from '../rule.js';

const HEAD = `
package app

import (
	"context"
	"database/sql"
)

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}
`;

/** Rows of an interface of the program that stands for a database or a transaction. */
export const ROWS_OF_INTERFACES: readonly Example[] = [
  bad(`${HEAD}
func names(ctx context.Context, q querier) (names []string, err error) {
	rows, err := q.QueryContext(ctx, "select name from t")
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			«return nil, err»
		}
		names = append(names, name)
	}
	return names, rows.Close()
}

func has(ctx context.Context, q querier) (bool, error) {
	rows, err := «q.QueryContext(ctx, "select 1 from t")»
	if err != nil {
		return false, err
	}
	return rows.Next(), nil
}
`),
  silent(
    'they are closed, read to their end, handed on, or are not rows of database/sql',
    `${HEAD}
type rows struct{ left int }

func (r *rows) Next() bool { r.left--; return r.left >= 0 }

type lines interface {
	Query(text string) (*rows, error)
}

func first(ctx context.Context, q querier) (name string, err error) {
	rows, err := q.QueryContext(ctx, "select name from t")
	if err != nil {
		return "", err
	}
	defer rows.Close()
	if rows.Next() {
		err = rows.Scan(&name)
	}
	return name, err
}

func count(ctx context.Context, q querier) (n int, err error) {
	rows, err := q.QueryContext(ctx, "select name from t")
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		n++
	}
	return n, rows.Err()
}

func all(ctx context.Context, q querier) (*sql.Rows, error) {
	rows, err := q.QueryContext(ctx, "select name from t")
	return rows, err
}

func text(l lines) (bool, error) {
	r, err := l.Query("text")
	if err != nil {
		return false, err
	}
	return r.Next(), nil
}
`,
  ),
];
