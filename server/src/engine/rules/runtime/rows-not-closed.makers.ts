import { bad, type Example, silent } from '../rule.js';

/** Functions that hand rows to their caller. */
export const ROWS_MAKERS: readonly Example[] = [
  bad(`
package app

import (
	"database/sql"
	"errors"
)

func q(db *sql.DB) (*sql.Rows, error) {
	return db.Query("SELECT 1")
}
func q2(db *sql.DB, n int) (*sql.Rows, error) {
	rows, err := db.Query("SELECT ?", n)
	if err != nil {
		return nil, err
	}
	return rows, nil
}

func use(db *sql.DB) (int, error) {
	rows, err := q(db)
	if err != nil {
		return 0, err
	}
	n := 0
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			«return 0, err»
		}
	}
	rows.Close()
	return n, nil
}
func use2(db *sql.DB) (int, error) {
	rows, err := q2(db, 1)
	if err != nil {
		return 0, err
	}
	n := 0
	if !rows.Next() {
		return 0, errors.New("none")
	}
	if err := rows.Scan(&n); err != nil {
		«return 0, err»
	}
	return n, rows.Close()
}
`),
  silent(
    'the rows are closed, handed on, or end with their transaction',
    `
package app

import "database/sql"

func q2(db *sql.DB, n int) (*sql.Rows, error) {
	rows, err := db.Query("SELECT ?", n)
	if err != nil {
		return nil, err
	}
	return rows, nil
}

func count(db *sql.DB) (int, error) {
	rows, err := q2(db, 1)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
	}
	return n, rows.Err()
}

func found(db *sql.DB) (bool, error) {
	rows, err := q2(db, 1)
	if err != nil {
		return false, err
	}
	return rows.Next(), rows.Close()
}

type list struct{ rows *sql.Rows }

func open(db *sql.DB) (*list, error) {
	rows, err := q2(db, 1)
	if err != nil {
		return nil, err
	}
	return &list{rows}, nil
}

func closed(db *sql.DB) (*sql.Rows, error) {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return nil, err
	}
	rows.Close()
	return rows, nil
}

func columns(db *sql.DB) ([]string, error) {
	rows, err := closed(db)
	if err != nil {
		return nil, err
	}
	return rows.Columns()
}

func inTransaction(tx *sql.Tx) (*sql.Rows, error) { return tx.Query("SELECT 1") }

func first(tx *sql.Tx) (n int, err error) {
	rows, err := inTransaction(tx)
	if err != nil {
		return 0, err
	}
	rows.Next()
	if err := rows.Scan(&n); err != nil {
		return 0, err
	}
	return n, rows.Close()
}
`,
  ),
];
