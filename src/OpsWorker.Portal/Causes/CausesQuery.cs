using Microsoft.AspNetCore.Http;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Portal.Design;
using OpsWorker.Portal.Http;

namespace OpsWorker.Portal.Causes;

/// <summary>The catalogue of causes.</summary>
public sealed record CausesModel(Frame Frame, IReadOnlyList<KnownCause> Causes);

/// <summary>Reads the catalogue of causes.</summary>
internal static class CausesQuery
{
    public static Task<IResult> ShowAsync(PortalRequest request) => Task.FromResult(
        PortalRequest.Page(CausesPage.Create(new CausesModel(request.Frame("Causes", PortalSection.Causes), KnownCauses.All))));
}
