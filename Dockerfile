# The same program as `make build`, with a PostgreSQL beside it: without
# SAMSYN_DATABASE_URL it keeps its own database in the volume.
FROM golang:1.26.11-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags '-s -w' -o /samsyn ./cmd/samsyn

FROM debian:bookworm-slim
# postgresql-common first, told not to make a cluster nobody would use. tini takes
# care of processes whose parent has died, weasyprint makes PDF (brotli lets it read our
# fonts), pandoc and librsvg2-bin make Word files.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates tini tzdata postgresql-common \
      weasyprint python3-brotli pandoc librsvg2-bin \
 && sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf \
 && apt-get install -y --no-install-recommends postgresql \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --home-dir /var/lib/samsyn --shell /usr/sbin/nologin samsyn \
 && install -d -o samsyn -g samsyn -m 0700 /var/lib/samsyn
COPY --from=build /samsyn /usr/local/bin/samsyn
USER samsyn
ENV SAMSYN_DATA_DIR=/var/lib/samsyn SAMSYN_ADDR=0.0.0.0:8080
VOLUME /var/lib/samsyn
EXPOSE 8080
STOPSIGNAL SIGTERM
# bash opens the connection, so that the image needs no client of its own.
HEALTHCHECK --interval=15s --timeout=5s --start-period=2m --retries=4 \
 CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.0\r\n\r\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["tini", "--", "samsyn"]
CMD ["serve"]
