using Amazon;
using OpsWorker.Core.Models;

namespace OpsWorker.Aws.Bedrock;

/// <summary>Creates models of Bedrock with the credentials of the environment.</summary>
public static class BedrockModels
{
    /// <param name="options">The model.</param>
    /// <param name="region">The region; null for that of the environment.</param>
    /// <param name="address">The endpoint; null for that of the region.</param>
    /// <param name="time">The clock.</param>
    public static IChatModel Create(BedrockOptions options, string? region, Uri? address, TimeProvider time)
    {
        var client = new Lazy<AmazonBedrockRuntimeClient>(() =>
        {
            var config = new AmazonBedrockRuntimeConfig { MaxErrorRetry = 2, Timeout = options.Timeout };
            if (region is not null) config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
            if (address is not null)
            {
                config.ServiceURL = address.ToString();
                if (region is not null) config.AuthenticationRegion = region;
            }

            return new AmazonBedrockRuntimeClient(config);
        });
        return new BedrockChatModel(client, options, time);
    }
}
