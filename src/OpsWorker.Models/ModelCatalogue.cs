using OpsWorker.Core;
using OpsWorker.Core.Models;
using OpsWorker.Models.Anthropic;
using OpsWorker.Models.Http;
using OpsWorker.Models.OpenAi;
using OpsWorker.Models.Prices;
using OpsWorker.Models.Settings;

namespace OpsWorker.Models;

/// <summary>Creates the models that the settings name.</summary>
/// <param name="http">The client of all providers but Bedrock.</param>
/// <param name="secrets">The source of keys.</param>
/// <param name="bedrock">Creates a model of Amazon Bedrock.</param>
/// <param name="time">The clock.</param>
public sealed class ModelCatalogue(
    HttpClient http, ISecretSource secrets, Func<ProviderSettings, string, IChatModel> bedrock, TimeProvider time)
{
    private static readonly Uri s_openAi = new("https://api.openai.com/v1/");
    private static readonly Uri s_anthropic = new("https://api.anthropic.com/");

    /// <summary>The models of each stage, and the errors: a model without a known price is one, because nothing could limit it.</summary>
    public (ModelSet Models, IReadOnlyList<string> Errors) Create(ModelSettings settings)
    {
        var errors = new List<string>();
        var created = new Dictionary<ModelName, StageModel>();
        foreach (var name in settings.Stages.Values.SelectMany(names => names).Distinct())
        {
            var provider = settings.Providers[name.Provider];
            if ((provider.Price ?? PriceTable.Default.Find(name.Model)) is { } price)
            {
                created[name] = new StageModel(name.ToString(), Client(provider, name.Model), price);
            }
            else
            {
                errors.Add(
                    $"The price of {name} is not known; set Models:Providers:{name.Provider}:InputPrice and OutputPrice, "
                    + "in US dollars per million tokens (0 for hardware of your own).");
            }
        }

        var stages = settings.Stages.ToDictionary(
            stage => stage.Key,
            stage => (IReadOnlyList<StageModel>)[.. stage.Value.Where(created.ContainsKey).Select(name => created[name])]);
        return (new ModelSet { Stages = stages, Budget = settings.Budget, ExplainBelow = settings.ExplainBelow }, errors);
    }

    private IChatModel Client(ProviderSettings provider, string model) => provider.Kind switch
    {
        ProviderKind.OpenAi => OpenAi(provider, model, OpenAiDialect.OpenAi),
        ProviderKind.AzureOpenAi => OpenAi(provider, model, OpenAiDialect.Azure),
        ProviderKind.OpenAiCompatible => OpenAi(provider, model, OpenAiDialect.Compatible),
        ProviderKind.Anthropic => new AnthropicChatModel(Http(provider, s_anthropic), provider.Name, model),
        ProviderKind.Bedrock => bedrock(provider, model),
        _ => throw new InvalidOperationException($"{provider.Kind} has no client."),
    };

    private OpenAiChatModel OpenAi(ProviderSettings provider, string model, OpenAiDialect dialect) =>
        new(Http(provider, s_openAi), provider.Name, model, dialect);

    private ProviderHttp Http(ProviderSettings provider, Uri address)
    {
        var isKeyOptional = provider.Kind == ProviderKind.OpenAiCompatible;
        return new ProviderHttp(
            http,
            new ProviderEndpoint(provider.Name, provider.BaseUrl ?? address, provider.Timeout, secrets, isKeyOptional),
            time);
    }
}
