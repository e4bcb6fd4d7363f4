using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace OpsWorker.Aws.Runtime;

/// <summary>
/// The configuration of a service client of ours. Region, endpoint (<c>AWS_ENDPOINT_URL_*</c>), retry mode and credentials
/// come from the sources that every AWS SDK reads.
/// </summary>
public abstract class AwsServiceConfig : ClientConfig
{
    private static readonly string ClientVersion = typeof(AwsServiceConfig).Assembly.GetName().Version!.ToString(3);

    /// <summary>Describes the service.</summary>
    /// <param name="serviceId">The id in the AWS service models, also in the environment variable of the endpoint.</param>
    /// <param name="endpointPrefix">The first label of the host name, also the service name in signatures.</param>
    /// <param name="serviceVersion">The version of the API.</param>
    protected AwsServiceConfig(string serviceId, string endpointPrefix, string serviceVersion)
        : base(new DefaultConfigurationProvider(Defaults()))
    {
        ServiceId = serviceId;
        AuthenticationServiceName = endpointPrefix;
        RegionEndpointServiceName = endpointPrefix;
        ServiceVersion = serviceVersion;
        UserAgent = InternalSDKUtils.BuildUserAgentString(serviceId, ClientVersion);
        EndpointProvider = new RegionalEndpointProvider(endpointPrefix);
    }

    /// <inheritdoc/>
    public override string RegionEndpointServiceName { get; }

    /// <inheritdoc/>
    public override string ServiceVersion { get; }

    /// <inheritdoc/>
    public override string UserAgent { get; }

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(RegionalEndpointProvider.Parameters(this));

    // The SDK needs an entry for each value of AWS_DEFAULTS_MODE; all of ours are the same.
    private static IEnumerable<IDefaultConfiguration> Defaults() =>
        Enum.GetValues<DefaultConfigurationMode>().Select(mode => new DefaultConfiguration
        {
            Name = mode,
            RetryMode = RequestRetryMode.Standard,
            S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        });
}
