package embedded

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
)

// largestArchive bounds the download. The pinned archives have 11 to 51 MB.
const largestArchive = 256 << 20

// download gets the archive, once, and returns the folder of its programs.
func download(ctx context.Context, c Config, user account) (string, error) {
	dir, err := stateDir(c, user)
	if err != nil {
		return "", err
	}
	if err := user.mayEnter(dir); err != nil {
		return "", err
	}
	a, err := archiveFor(c)
	if err != nil {
		return "", err
	}
	lock, err := waitLock(ctx, filepath.Join(dir, "download.lock"))
	if err != nil {
		return "", err
	}
	home := filepath.Join(dir, a.folder)
	if _, err := os.Stat(home); err != nil {
		err = install(ctx, c, a, home)
		if err != nil {
			return "", errors.Join(err, lock.Close())
		}
	}
	return filepath.Join(home, "bin"), lock.Close()
}

// waitLock waits for the lock, as long as another process downloads.
func waitLock(ctx context.Context, path string) (*os.File, error) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		lock, err := tryLock(path)
		if lock != nil || err != nil {
			return lock, err
		}
		select {
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for the download of another process: %w", ctx.Err())
		case <-tick.C:
		}
	}
}

// install downloads the archive, checks it, and only then unpacks it. The
// folder home appears when it is whole.
func install(ctx context.Context, c Config, a archive, home string) (err error) {
	want := strings.ToLower(a.sha256)
	if want == "" {
		if want, err = publishedSum(ctx, c, a.url+".sha256"); err != nil {
			return err
		}
	}
	file, err := os.OpenFile(home+".part", os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("keep the download: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close(), os.Remove(file.Name())) }()

	c.Log.Info("downloading postgres", "url", a.url)
	got, err := fetch(ctx, c, a.url, file)
	if err != nil {
		return err
	}
	if got != want {
		return fmt.Errorf("the archive from %s is not the one expected: its SHA-256 is %s, not %s", a.url, got, want)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read the download: %w", err)
	}
	draft := home + ".new"
	if err := os.RemoveAll(draft); err != nil {
		return fmt.Errorf("remove the rest of an unfinished download: %w", err)
	}
	if err := unpack(file, draft); err != nil {
		return errors.Join(err, os.RemoveAll(draft))
	}
	if err := os.Rename(draft, home); err != nil {
		return fmt.Errorf("name the downloaded Postgres: %w", err)
	}
	return nil
}

// get asks for the address; the caller closes the answer.
func get(ctx context.Context, c Config, url string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, fmt.Errorf("download: %w", err)
	}
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return nil, fmt.Errorf("download: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		_ = resp.Body.Close()
		return nil, fmt.Errorf("download: %s answers %s", url, resp.Status)
	}
	return resp, nil
}

// fetch writes the body to the file and returns its SHA-256 in hex.
func fetch(ctx context.Context, c Config, url string, to io.Writer) (string, error) {
	resp, err := get(ctx, c, url)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	bar := progress(c.Progress, resp.ContentLength)
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(to, sum, bar), io.LimitReader(resp.Body, largestArchive+1))
	switch {
	case err != nil:
		err = fmt.Errorf("download: %s broke off after %d bytes: %w", url, n, err)
		return "", errors.Join(err, bar.Exit())
	case n > largestArchive:
		err = fmt.Errorf("download: %s has more than %d bytes, which no Postgres has", url, largestArchive)
		return "", errors.Join(err, bar.Exit())
	}
	return hex.EncodeToString(sum.Sum(nil)), bar.Finish()
}

// progress is the bar on the writer, or for nil one that nobody sees.
func progress(to io.Writer, size int64) *progressbar.ProgressBar {
	if to == nil {
		to = io.Discard
	}
	if size <= 0 {
		size = -1 // unknown: a bar of no length is an error to the library
	}
	return progressbar.NewOptions64(size,
		progressbar.OptionSetWriter(to),
		progressbar.OptionSetDescription("Downloading Postgres"),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetWidth(30),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetSpinnerChangeInterval(0), // draw when bytes come, not from a goroutine
		progressbar.OptionOnCompletion(func() { _, _ = fmt.Fprintln(to) }),
	)
}

var hexSum = regexp.MustCompile(`(?i)\b[0-9a-f]{64}\b`)

// publishedSum reads the checksum that lies beside an archive. shasum writes
// it before the file's name, certutil (Windows) on a line of its own.
func publishedSum(ctx context.Context, c Config, url string) (string, error) {
	resp, err := get(ctx, c, url)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, 4096))
	if err != nil {
		return "", fmt.Errorf("download: read %s: %w", url, err)
	}
	sum := hexSum.Find(text)
	if sum == nil {
		return "", fmt.Errorf("download: %s holds no SHA-256", url)
	}
	return strings.ToLower(string(sum)), nil
}
