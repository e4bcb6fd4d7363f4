using OpsWorker.Contracts;
using OpsWorker.Core.Models;
using OpsWorker.Models.Anthropic;
using OpsWorker.Models.Http;
using OpsWorker.Models.OpenAi;
using OpsWorker.Testing.Models;

namespace OpsWorker.Models.Tests;

public sealed class OpenAiChatModelContractTests : ChatModelContract
{
    protected override ModelProtocol Protocol => ModelProtocol.OpenAi;

    protected override IChatModel Create(ModelStandIn provider, TimeSpan timeout) =>
        new OpenAiChatModel(Clients.Http(provider.OpenAiAddress, timeout, Key), "test", "test-model", OpenAiDialect.OpenAi);
}

public sealed class AzureChatModelContractTests : ChatModelContract
{
    protected override ModelProtocol Protocol => ModelProtocol.OpenAi;

    protected override IChatModel Create(ModelStandIn provider, TimeSpan timeout) =>
        new OpenAiChatModel(Clients.Http(provider.OpenAiAddress, timeout, Key), "test", "test-model", OpenAiDialect.Azure);
}

public sealed class CompatibleChatModelContractTests : ChatModelContract
{
    protected override ModelProtocol Protocol => ModelProtocol.OpenAi;

    protected override IChatModel Create(ModelStandIn provider, TimeSpan timeout) =>
        new OpenAiChatModel(Clients.Http(provider.OpenAiAddress, timeout, Key), "test", "test-model", OpenAiDialect.Compatible);
}

public sealed class AnthropicChatModelContractTests : ChatModelContract
{
    protected override ModelProtocol Protocol => ModelProtocol.Anthropic;

    protected override IChatModel Create(ModelStandIn provider, TimeSpan timeout) =>
        new AnthropicChatModel(Clients.Http(provider.Address, timeout, Key), "test", "test-model");
}

/// <summary>Clients over real connections.</summary>
internal static class Clients
{
    public static ProviderHttp Http(Uri address, TimeSpan timeout, string? key, bool isKeyOptional = false) => new(
        new HttpClient(),
        new ProviderEndpoint("test", address, timeout, new Secrets(key), isKeyOptional),
        new ImpatientClock());
}
