# What docker-compose.yml has beside the services, on their JRE: it makes and shows access keys, and plays the demo. See deploy/docker/tools.
ARG JRE=eclipse-temurin:25-jre

FROM ${JRE}
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Earshot tools" \
      org.opencontainers.image.description="Access keys and the demo of Earshot" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="Apache-2.0"

# The folders are for volumes: one that is new takes their owner over
RUN groupadd --gid 10001 earshot \
 && useradd --uid 10001 --gid earshot --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin earshot \
 && install -d -o earshot -g earshot -m 0700 /var/lib/earshot/keys /var/lib/earshot/secrets /var/lib/earshot/private

WORKDIR /app
COPY deploy/local/launcher/target/lib/ deploy/key-tool/target/lib/ lib/
COPY deploy/local/launcher/target/local-launcher.jar deploy/key-tool/target/key-tool.jar lib/
COPY deploy/docker/tools ./

USER 10001:10001
ENTRYPOINT ["/app/tools"]
