package courier

import (
	"bufio"
	"database/sql"
	"errors"
	"io"
	"net/http"
	"os"
	"runtime"
	"sync"
	"time"
)

// Each function takes something, and does not give it back on one of its paths.

// Where leaves the connection open for parcels that nobody knows.
func Where(parcel string) (string, error) {
	resp, err := client.Get("https://courier.example.com/" + parcel)
	if err != nil {
		return "", err
	}
	if resp.StatusCode == http.StatusNotFound {
		return "", errors.New("unknown parcel")
	}
	defer resp.Body.Close()
	place, err := io.ReadAll(resp.Body)
	return string(place), err
}

// First stops reading without closing.
func First(db *sql.DB) (string, error) {
	rows, err := db.Query("select id from parcels")
	if err != nil {
		return "", err
	}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err == nil {
			return id, nil
		}
	}
	return "", rows.Close()
}

// Deliver leaves the transaction open when its statement fails.
func Deliver(db *sql.DB, parcel string) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := tx.Exec("update parcels set delivered = 1 where id = ?", parcel); err != nil {
		return err
	}
	return tx.Commit()
}

var (
	vansMu sync.Mutex
	vans   = map[string]int{}
)

// Load keeps all vans locked when one is unknown.
func Load(van string) (int, error) {
	vansMu.Lock()
	n, ok := vans[van]
	if !ok {
		return 0, errors.New("unknown van")
	}
	vans[van] = n + 1
	vansMu.Unlock()
	return n, nil
}

// Weigh leaves a goroutine behind when the scale is slow.
func Weigh(scale func() int) (int, bool) {
	weight := make(chan int)
	go func() { weight <- scale() }()
	select {
	case n := <-weight:
		return n, true
	case <-time.After(time.Second):
		return 0, false
	}
}

// Track makes a transport for each parcel, whose connections stay open.
func Track(parcel string) error {
	tr := &http.Transport{TLSHandshakeTimeout: time.Second}
	tracker := &http.Client{Transport: tr, Timeout: time.Second}
	resp, err := tracker.Get("https://courier.example.com/" + parcel)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Measure ends a thread each time.
func Measure(device func()) {
	go func() {
		runtime.LockOSThread()
		device()
	}()
}

// List writes the parcels to a file, but for what its buffer still holds.
func List(name string, parcels []string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for _, parcel := range parcels {
		if _, err := w.WriteString(parcel + "\n"); err != nil {
			return err
		}
	}
	return nil
}
