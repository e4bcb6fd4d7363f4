using OpsWorker.Core;
using OpsWorker.Core.Models;
using OpsWorker.Models.Http;
using OpsWorker.Models.OpenAi;
using OpsWorker.Pipeline.Tests.World;
using OpsWorker.Testing.Models;

namespace OpsWorker.Pipeline.Tests.Models;

/// <summary>A server of models, and the models of stages on it. Each call counts as a call of a port before it is made.</summary>
public sealed class ModelWorld : IAsyncLifetime
{
    /// <summary>The price of every model: a dollar per thousand tokens.</summary>
    public static readonly ModelPrice Price = new(Input: 1_000m, Output: 1_000m, CachedInput: 1_000m);

    /// <summary>Budgets that nothing exceeds.</summary>
    public static readonly ModelBudget Plenty = new()
    {
        Investigation = new(1_000_000, 1_000_000m),
        Hour = new(1_000_000_000, 1_000_000_000m),
        Day = new(1_000_000_000, 1_000_000_000m),
        Month = new(1_000_000_000, 1_000_000_000m),
    };

    private readonly HttpClient _http = new();

    public ModelStandIn Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await ModelStandIn.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A model of the server.</summary>
    internal StageModel Model(string name, Effects? effects = null)
    {
        var endpoint = new ProviderEndpoint("test", Server.OpenAiAddress, TimeSpan.FromSeconds(20), new NoSecrets(), IsKeyOptional: true);
        var client = new OpenAiChatModel(
            new ProviderHttp(_http, endpoint, new ImpatientClock()), "test", name, OpenAiDialect.Compatible);
        return new StageModel("test/" + name, effects is null ? client : new CountedModel(client, effects), Price);
    }

    /// <summary>The models of stages.</summary>
    internal static ModelSet Set(ModelBudget budget, params (ModelStage Stage, StageModel[] Models)[] stages) => new()
    {
        Stages = stages.ToDictionary(s => s.Stage, s => (IReadOnlyList<StageModel>)s.Models),
        Budget = budget,
        ExplainBelow = 1,
    };

    private sealed class NoSecrets : ISecretSource
    {
        public Task<string?> GetAsync(string name, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }

    private sealed class CountedModel(IChatModel inner, Effects effects) : IChatModel
    {
        public async Task<ChatOutcome> CompleteAsync(ChatRequest request, CancellationToken cancellationToken)
        {
            effects.Pass("Model");
            return await inner.CompleteAsync(request, cancellationToken);
        }
    }
}
