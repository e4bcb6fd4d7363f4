using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OpsWorker.Aws.Bedrock;
using OpsWorker.Aws.Bedrock.Model;
using OpsWorker.Core;
using OpsWorker.Core.Models;
using OpsWorker.Models;
using OpsWorker.Models.Settings;

namespace OpsWorker.Functions.Hosting;

/// <summary>
/// The models that settings name, as on the server. The keys of providers are secrets <c>Models:Providers:NAME:ApiKey</c>.
/// </summary>
/// <param name="secrets">The secrets.</param>
/// <param name="time">The only clock.</param>
/// <param name="loggers">The loggers.</param>
internal sealed partial class FunctionModels(ISecretSource secrets, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<FunctionModels>();

    /// <summary>The models of section <c>Models</c>; none where a setting is wrong, because causes are found without models too.</summary>
    /// <param name="configuration">The settings.</param>
    public ModelSet Read(IConfiguration configuration)
    {
        var (settings, errors) = ModelSettingsReader.Read(configuration);
        if (errors.Count > 0) return Refuse(errors);
        if (settings.Stages.Count == 0) return ModelSet.None;

        var http = new HttpClient(OutgoingConnections.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        var (models, problems) = new ModelCatalogue(http, secrets, Bedrock, time).Create(settings);
        return problems.Count > 0 ? Refuse(problems) : models;
    }

    private ModelSet Refuse(IReadOnlyList<string> errors)
    {
        SettingsWrong(string.Join(" ", errors));
        return ModelSet.None;
    }

    private IChatModel Bedrock(ProviderSettings provider, string model) => BedrockModels.Create(
        new(provider.Name, model, provider.Timeout)
        {
            Guardrail = GuardrailConfiguration.Of(provider.GuardrailId, provider.GuardrailVersion),
        },
        provider.Region,
        provider.BaseUrl,
        time);

    [LoggerMessage(Level = LogLevel.Error, Message = "No model is called, because the settings of models are wrong: {Errors}")]
    private partial void SettingsWrong(string errors);
}
