using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Pipeline.Access;

namespace OpsWorker.Api;

/// <summary>The principal of a request, from its credential.</summary>
internal sealed record Caller(Principal Principal)
{
    /// <summary>The organisation.</summary>
    public OrganisationId Organisation => Principal.Organisation;

    public static ValueTask<Caller?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(PrincipalClaims.Read(context.User) is { } principal ? new Caller(principal) : null);
}
