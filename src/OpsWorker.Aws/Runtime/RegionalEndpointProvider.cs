using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace OpsWorker.Aws.Runtime;

/// <summary>Resolves the endpoint of a service that has one host name per region.</summary>
internal sealed class RegionalEndpointProvider(string endpointPrefix) : IEndpointProvider
{
    private const string EndpointParameter = "Endpoint";
    private const string RegionParameter = "Region";

    public static EndpointParameters Parameters(IClientConfig config)
    {
        if (config.UseFIPSEndpoint || config.UseDualstackEndpoint)
        {
            throw new AmazonClientException(
                $"FIPS and dual-stack endpoints of {config.ServiceId} are not supported; set the endpoint URL.");
        }

        return new EndpointParameters
        {
            [EndpointParameter] = config.ServiceURL,
            [RegionParameter] = config.RegionEndpoint?.SystemName,
        };
    }

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters[EndpointParameter] is string { Length: > 0 } url) return new Endpoint(url);
        if (parameters[RegionParameter] is not string region)
        {
            throw new AmazonClientException("No AWS region is set; set AWS_REGION.");
        }

        var suffix = RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix;
        return new Endpoint($"https://{endpointPrefix}.{region}.{suffix}");
    }
}
