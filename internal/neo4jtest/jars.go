package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/gofrs/flock"
)

// Version is the release of Neo4j that is started: of the 5.26 line, which has long-term support.
const Version = "5.26.28"

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>entente</groupId>
  <artifactId>neo4j</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>` + Version + `</version></dependency>
  </dependencies>
</project>
`

// jars gives the folder with the server's jars, 118 MB, and gets them by Maven where they are not there yet.
func jars(ctx context.Context) (dir string, err error) {
	base, err := cacheDir()
	if err != nil {
		return "", err
	}
	lock := flock.New(filepath.Join(base, "jars.lock"))
	if err := lock.Lock(); err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	dir = filepath.Join(base, "lib")
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	return dir, download(ctx, base, dir)
}

// download gets the jars into a folder that appears once all are there.
func download(ctx context.Context, base, dir string) (err error) {
	maven, err := exec.LookPath("mvn")
	if err != nil {
		return errors.Join(errMissing, err)
	}
	work, err := os.MkdirTemp(base, "download-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	if err := os.WriteFile(filepath.Join(work, "pom.xml"), []byte(pom), 0o600); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, maven, "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib")
	cmd.Dir = work
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("get Neo4j %s by Maven: %w\n%s", Version, err, output)
	}
	return os.Rename(filepath.Join(work, "lib"), dir)
}
