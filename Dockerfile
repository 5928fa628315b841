# Entente in an image of the program alone: no shell, no package manager, no root.
#
#   docker build -t entente .
#   docker run --read-only --rm -p 127.0.0.1:8080:8080 entente
#
# A graph that outlives the container is in Neo4j (compose.yaml), or in a data directory on a volume:
#   docker run --read-only --rm -p 127.0.0.1:8080:8080 -v entente:/data -e ENTENTE_DATA=/data entente serve --seed

FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /out/entente ./cmd/entente && mkdir /out/data

FROM scratch
# What TLS to a Neo4j server is checked against.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/entente /entente
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
ENV ENTENTE_ADDR=:8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["/entente", "health"]
ENTRYPOINT ["/entente"]
CMD ["serve"]
