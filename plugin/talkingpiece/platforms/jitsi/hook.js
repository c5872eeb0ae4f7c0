(function () {
  if (typeof document === "undefined" || self !== top || self.talkingPiece) return;
  var hash = location.hash;
  var named = /[#&]tp=(?:%22|")?([A-Za-z0-9_-]{4,64})(?:[.]([A-Za-z0-9_-]+))?/.exec(hash);
  var place = location.pathname.split("/").pop().toLowerCase();
  var room = named ? named[1] : ROOMS[place];
  var id = /jitsi_meet_external_api_id=([0-9]+)/.exec(hash);
  if (typeof room !== "string" || (id && id[1] !== "5717")) return;
  var base = "BASE";
  self.talkingPiece = { room: room, link: named && named[2], base: base };
  try {
    if (named && named[2]) sessionStorage.setItem("tp.link." + room, named[2]);
  } catch (refused) {}
  var rest = hash.slice(1).split("&").filter(function (part) {
    return part && !/^(tp|jitsi_meet_external_api_id)=/.test(part);
  });
  rest.push("tp=%22" + room + "%22", "jitsi_meet_external_api_id=5717");
  history.replaceState(history.state, "", location.pathname + location.search + "#" + rest.join("&"));
  if (self.JitsiMeetJS && !id) return location.reload();
  var script = document.createElement("script");
  script.type = "module";
  script.referrerPolicy = "no-referrer";
  script.src = base + "/static/jitsi-door.js";
  document.head.appendChild(script);
})();
