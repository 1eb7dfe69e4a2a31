package io.earshot.alerts.outbound;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Resolves a name once and hands over only addresses that may be connected to, so that what was checked is what is connected to: a second
 * look-up that answers otherwise has no effect. Addresses given as such are checked as well.
 */
final class GuardedResolver extends AddressResolverGroup<InetSocketAddress> {

    private final AddressResolverGroup<InetSocketAddress> names;
    private final OutboundGuard guard;

    GuardedResolver(AddressResolverGroup<InetSocketAddress> names, OutboundGuard guard) {
        this.names = names;
        this.guard = guard;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Checked(names.getResolver(executor), guard, executor);
    }

    @Override
    public void close() {
        names.close();
        super.close();
    }

    private record Checked(AddressResolver<InetSocketAddress> names, OutboundGuard guard, EventExecutor executor)
            implements AddressResolver<InetSocketAddress> {

        @Override
        public boolean isSupported(SocketAddress address) {
            return address instanceof InetSocketAddress;
        }

        @Override
        public boolean isResolved(SocketAddress address) {
            // "no" makes the client ask, for addresses given as such, too
            return false;
        }

        @Override
        public Future<InetSocketAddress> resolve(SocketAddress address) {
            return resolve(address, executor.newPromise());
        }

        @Override
        public Future<InetSocketAddress> resolve(SocketAddress address, Promise<InetSocketAddress> promise) {
            resolveAll(address).addListener((Future<List<InetSocketAddress>> all) -> {
                if (all.isSuccess()) {
                    promise.trySuccess(all.getNow().get(0));
                } else {
                    promise.tryFailure(all.cause());
                }
            });
            return promise;
        }

        @Override
        public Future<List<InetSocketAddress>> resolveAll(SocketAddress address) {
            return resolveAll(address, executor.newPromise());
        }

        @Override
        public Future<List<InetSocketAddress>> resolveAll(
                SocketAddress address, Promise<List<InetSocketAddress>> promise) {
            InetSocketAddress target = (InetSocketAddress) address;
            Optional<String> refusal = guard.refusal(target.getHostString());
            if (refusal.isPresent()) {
                promise.tryFailure(new RefusedAddressException(refusal.get()));
                return promise;
            }
            if (!target.isUnresolved()) {
                finish(target.getHostString(), List.of(target), promise);
                return promise;
            }
            names.resolveAll(target).addListener((Future<List<InetSocketAddress>> all) -> {
                if (all.isSuccess()) {
                    finish(target.getHostString(), all.getNow(), promise);
                } else {
                    promise.tryFailure(all.cause());
                }
            });
            return promise;
        }

        private void finish(String host, List<InetSocketAddress> found, Promise<List<InetSocketAddress>> promise) {
            List<InetSocketAddress> good = new ArrayList<>();
            String refused = "no address";
            for (InetSocketAddress candidate : found) {
                Optional<String> refusal = guard.refusal(host, candidate.getAddress());
                if (refusal.isEmpty()) {
                    good.add(candidate);
                } else {
                    refused = refusal.get();
                }
            }
            if (good.isEmpty()) {
                promise.tryFailure(new RefusedAddressException(refused));
            } else {
                promise.trySuccess(good);
            }
        }

        @Override
        public void close() {
            names.close();
        }
    }
}
