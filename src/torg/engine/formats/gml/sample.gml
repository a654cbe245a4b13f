<?xml version="1.0" encoding="UTF-8"?>
<!-- Latitude comes first: so the name of the coordinate system demands. -->
<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:bad="urn:badplatser"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:badplatser http://example.invalid/bad.xsd">
  <gml:featureMember>
    <bad:Badplats gml:id="b1"><bad:kod>001</bad:kod><bad:namn>Ängsbadet</bad:namn><bad:djup>1.5</bad:djup>
      <bad:plats><gml:Point srsName="urn:ogc:def:crs:EPSG::4326"><gml:pos>63.4 13.08</gml:pos></gml:Point></bad:plats>
    </bad:Badplats>
  </gml:featureMember>
  <gml:featureMember>
    <bad:Badplats gml:id="b2"><bad:kod>002</bad:kod><bad:namn>Öns badplats</bad:namn></bad:Badplats>
  </gml:featureMember>
  <gml:featureMember>
    <bad:Brygga gml:id="c1"><bad:kod>010</bad:kod></bad:Brygga>
  </gml:featureMember>
</gml:FeatureCollection>
