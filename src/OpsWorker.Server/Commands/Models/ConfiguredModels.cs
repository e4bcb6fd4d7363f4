using OpsWorker.Aws.Bedrock;
using OpsWorker.Aws.Bedrock.Model;
using OpsWorker.Core;
using OpsWorker.Core.Models;
using OpsWorker.Embedded;
using OpsWorker.Models;
using OpsWorker.Models.Settings;

namespace OpsWorker.Server.Commands.Models;

/// <summary>The models that the settings name.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Models">The models.</param>
internal sealed record ConfiguredModels(ModelSettings Settings, ModelSet Models)
{
    /// <summary>Reads section <c>Models</c>.</summary>
    /// <exception cref="UserErrorException">A setting is wrong.</exception>
    public static ConfiguredModels Read(IConfiguration configuration, TimeProvider time)
    {
        var (settings, errors) = ModelSettingsReader.Read(configuration);
        if (errors.Count > 0) throw new UserErrorException(string.Join(" ", errors));
        var http = new HttpClient(OutgoingConnections.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        var catalogue = new ModelCatalogue(
            http, new EmbeddedSecretSource(configuration), (provider, model) => Bedrock(provider, model, time), time);
        var (models, problems) = catalogue.Create(settings);
        return problems.Count == 0 ? new ConfiguredModels(settings, models) : throw new UserErrorException(string.Join(" ", problems));
    }

    /// <summary>Reads the settings as the server does.</summary>
    /// <exception cref="UserErrorException">A setting is wrong.</exception>
    public static ConfiguredModels ReadSettings() => Read(CommandSettings.Read(), TimeProvider.System);

    /// <summary>A model for every stage that concludes, whatever the settings name for them.</summary>
    /// <param name="model">The model: <c>PROVIDER/MODEL</c>, whose provider the settings name.</param>
    /// <exception cref="UserErrorException">The provider is not configured, or a setting is wrong.</exception>
    public static ModelSet Only(string model)
    {
        ModelStage[] stages = [ModelStage.Choose, ModelStage.Critic, ModelStage.Explain];
        var settings = CommandSettings.Read(stages.ToDictionary(stage => $"Models:{stage}", string? (_) => model));
        return Read(settings, TimeProvider.System).Models;
    }

    /// <summary>The models, of which there must be one.</summary>
    /// <exception cref="UserErrorException">There is none, or a setting is wrong.</exception>
    public static ModelSet Require()
    {
        var models = ReadSettings().Models;
        return models.Stages.Count > 0 ? models : throw new UserErrorException(NoneConfigured);
    }

    /// <summary>The error where no model is configured.</summary>
    public const string NoneConfigured =
        "No model is configured. Set OPSWORKER_Models__Providers__NAME__Kind and OPSWORKER_Models__Default=NAME/MODEL: see docs/models.md.";

    private static IChatModel Bedrock(ProviderSettings provider, string model, TimeProvider time) => BedrockModels.Create(
        new(provider.Name, model, provider.Timeout)
        {
            Guardrail = GuardrailConfiguration.Of(provider.GuardrailId, provider.GuardrailVersion),
        },
        provider.Region,
        provider.BaseUrl,
        time);
}
