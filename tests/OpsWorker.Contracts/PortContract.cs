using OpsWorker.Core;
using Xunit;

namespace OpsWorker.Contracts;

/// <summary>The rules for every implementation of a port. An implementation derives a class from each suite.</summary>
/// <typeparam name="TPort">The port; says which one the suite covers.</typeparam>
public abstract class PortContract<TPort>(ContractFixture fixture) : IAsyncLifetime
    where TPort : class
{
    protected ContractFixture Fixture { get; } = fixture;

    /// <summary>An organisation of this test alone.</summary>
    protected OrganisationId Organisation { get; } = new(Identifier.New("org"));

    /// <summary>Somebody else, who must see nothing of it.</summary>
    protected OrganisationId Other { get; } = new(Identifier.New("org"));

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Fixture.Unavailable is not null, Fixture.Unavailable ?? "");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
