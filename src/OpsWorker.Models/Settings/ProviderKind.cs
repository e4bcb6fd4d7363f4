namespace OpsWorker.Models.Settings;

/// <summary>The APIs of providers.</summary>
public enum ProviderKind
{
    /// <summary><c>openai</c>: OpenAI.</summary>
    OpenAi,

    /// <summary><c>azure-openai</c>: Azure OpenAI at its <c>/openai/v1/</c> address, with a key.</summary>
    AzureOpenAi,

    /// <summary><c>openai-compatible</c>: a server with the same API, such as vLLM, Ollama and LiteLLM.</summary>
    OpenAiCompatible,

    /// <summary><c>anthropic</c>: Anthropic.</summary>
    Anthropic,

    /// <summary><c>bedrock</c>: Amazon Bedrock, with the credentials of the environment.</summary>
    Bedrock,
}
