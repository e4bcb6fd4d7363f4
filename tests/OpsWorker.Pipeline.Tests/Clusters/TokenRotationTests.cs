using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Clusters;
using OpsWorker.Embedded;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Pipeline.Clusters;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Clusters;

public sealed class TokenRotationTests : IDisposable
{
    private static readonly TimeSpan s_write = TimeSpan.FromSeconds(1);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestClock.Start);

    [Fact]
    public async Task Sessions_that_an_earlier_token_opened_while_it_was_rotated_are_revoked()
    {
        await using var store = EmbeddedStore.Open(new EmbeddedOptions { DataFolder = _folder.FullPath, Time = _time });
        var owner = new Principal(new OrganisationId(Identifier.New("org")), "key_1", AccessRole.Admin);
        var audit = new AuditLog(store.Audit, _time);
        var lifecycle = new ClusterLifecycle(
            store.Clusters, new SlowKeys(store.Keys, _time), null!, new AccessGuard(audit), audit, _time);
        var id = Identifier.New("cl");
        var (_, key) = AccessKeys.Create(owner.Organisation, AccessKeyKind.Cluster, TestClock.Start, id);
        await store.Keys.AddAsync(key, Cancel);
        await store.Clusters.TryCreateAsync(
            new Cluster { Id = id, Organisation = owner.Organisation, Name = "prod", CreatedAt = TestClock.Start, TokenId = key.Id },
            Cancel);

        await lifecycle.RotateTokenAsync(owner, id, new TokenRotation(TimeSpan.Zero, RevokeSessions: true), Cancel);

        // The earlier token could open a session until its end was written, a second after the rotation began.
        var rotated = (await store.Clusters.FindAsync(id, Cancel)).ShouldNotBeNull();
        rotated.SessionsRevokedAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(TestClock.Start + s_write);
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Keys whose end takes a second to be written.</summary>
    private sealed class SlowKeys(IKeyStore keys, FakeTimeProvider time) : IKeyStore
    {
        public Task AddAsync(AccessKey key, CancellationToken cancellationToken) => keys.AddAsync(key, cancellationToken);

        public Task<AccessKey?> FindAsync(string hash, CancellationToken cancellationToken) => keys.FindAsync(hash, cancellationToken);

        public Task<AccessKey?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
            keys.GetAsync(organisation, id, cancellationToken);

        public Task<Page<AccessKey>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken) =>
            keys.ListAsync(organisation, page, cancellationToken);

        public Task<bool> ExpireAsync(OrganisationId organisation, string id, DateTimeOffset at, CancellationToken cancellationToken)
        {
            time.Advance(s_write);
            return keys.ExpireAsync(organisation, id, at, cancellationToken);
        }

        public Task RecordUseAsync(AccessKey key, DateTimeOffset at, CancellationToken cancellationToken) =>
            keys.RecordUseAsync(key, at, cancellationToken);
    }
}
