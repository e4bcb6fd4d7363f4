using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace OpsWorker.Aws.Runtime;

/// <summary>
/// The base of a service client of ours. It runs on the SDK's own pipeline, with its credentials, signature version 4,
/// retries and correction of a wrong clock.
/// </summary>
public abstract class AwsServiceClient : AmazonServiceClient
{
    /// <summary>Creates a client with the credentials of the environment.</summary>
    protected AwsServiceClient(AwsServiceConfig config)
        : base(config)
    {
    }

    /// <summary>Creates a client with the given credentials.</summary>
    protected AwsServiceClient(AWSCredentials credentials, AwsServiceConfig config)
        : base(credentials, config)
    {
    }

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new RegionalEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SigV4Handler());
    }

    private sealed class RegionalEndpointResolver : BaseEndpointResolver
    {
        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
            RegionalEndpointProvider.Parameters(requestContext.ClientConfig);
    }

    private sealed class SigV4Handler : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
            AuthSchemeOption.DEFAULT_SIGV4;
    }
}
