package embedded

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Bounds of what an archive may hold; the builds have 100 to 300 MB in some
// thousand files.
const (
	largestTree = 2 << 30
	mostFiles   = 50_000
)

// unpack writes the .tar.gz into the new folder dir, without the archive's top
// folder, and of the rest only what runs: bin, lib and share. Nothing can land
// outside dir: os.Root sees to names, and links that lead out are refused.
func unpack(archive io.Reader, dir string) error {
	zip, err := gzip.NewReader(archive)
	if err != nil {
		return fmt.Errorf("unpack the archive: %w", err)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		return fmt.Errorf("unpack the archive: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("unpack the archive: %w", err)
	}
	if err := errors.Join(unpackAll(tar.NewReader(zip), root), root.Close()); err != nil {
		return fmt.Errorf("unpack the archive: %w", err)
	}
	return nil
}

func unpackAll(files *tar.Reader, root *os.Root) error {
	if err := root.Chmod(".", 0o755); err != nil { // whatever the umask
		return err
	}
	left := int64(largestTree)
	for n := 0; ; n++ {
		head, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if left -= head.Size; n >= mostFiles || left < 0 {
			return errors.New("it holds more than any Postgres")
		}
		if err := unpackOne(head, files, root); err != nil {
			return fmt.Errorf("%s: %w", head.Name, err)
		}
	}
}

func unpackOne(head *tar.Header, body io.Reader, root *os.Root) error {
	name, wanted, err := inside(head.Name)
	if err != nil || !wanted {
		return err
	}
	if err := makeFolder(root, path.Dir(name)); err != nil {
		return err
	}
	switch head.Typeflag {
	case tar.TypeDir:
		return makeFolder(root, name)
	case tar.TypeReg:
		return writeFile(root, name, head, body)
	case tar.TypeSymlink:
		if path.IsAbs(head.Linkname) || !filepath.IsLocal(path.Join(path.Dir(name), head.Linkname)) {
			return fmt.Errorf("the link leads out, to %s", head.Linkname)
		}
		return root.Symlink(head.Linkname, name)
	case tar.TypeLink:
		target, _, err := inside(head.Linkname)
		if err != nil {
			return err
		}
		return root.Link(target, name)
	default:
		return fmt.Errorf("it is no file, folder or link (type %q)", head.Typeflag)
	}
}

// inside is the entry's path below the top folder, and whether it is wanted.
func inside(entry string) (name string, wanted bool, err error) {
	entry = path.Clean(entry)
	if !filepath.IsLocal(filepath.FromSlash(entry)) {
		return "", false, errors.New("the path leads out")
	}
	_, name, _ = strings.Cut(entry, "/")
	switch top, _, _ := strings.Cut(name, "/"); top {
	case "bin", "lib", "share":
		return name, true, nil
	}
	return "", false, nil
}

// makeFolder makes the folder and those above it, readable for every account
// whatever the umask.
func makeFolder(root *os.Root, name string) error {
	if _, err := root.Stat(name); err == nil {
		return nil
	}
	if err := makeFolder(root, path.Dir(name)); err != nil {
		return err
	}
	if err := root.Mkdir(name, 0o755); err != nil {
		return err
	}
	return root.Chmod(name, 0o755)
}

func writeFile(root *os.Root, name string, head *tar.Header, body io.Reader) error {
	mode := fs.FileMode(0o644)
	if head.Mode&0o100 != 0 {
		mode = 0o755
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, body)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return root.Chmod(name, mode)
}
