using OpsWorker.Core;

namespace OpsWorker.Functions.Hosting;

/// <summary>Secrets whose client is created when one is asked for: most webhooks need none.</summary>
/// <param name="source">Creates the source, once.</param>
internal sealed class DeferredSecretSource(Func<ISecretSource> source) : ISecretSource
{
    private readonly Lazy<ISecretSource> _source = new(source);

    public Task<string?> GetAsync(string name, CancellationToken cancellationToken) => _source.Value.GetAsync(name, cancellationToken);
}
